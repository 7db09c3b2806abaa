package dev.latchkey.internal;

import dev.latchkey.InvalidProfileException;
import dev.latchkey.ProfileTooLargeException;
import dev.latchkey.StoreOptions;
import dev.latchkey.UnreadableProfileException;
import dev.latchkey.spi.Codec;
import dev.latchkey.spi.Decoded;
import dev.latchkey.spi.ItemIndex;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Shape;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the values of one store are: how they begin, are checked, become bytes and come back. Calls code of the
 * game. Thread-safe.
 *
 *
 * @param shape what this server writes
 */
record Data<T>(Codec<T> codec, Supplier<T> fresh, StoreOptions<T> options, int maxBytes, Shape shape) {
    /**
     * @throws IllegalArgumentException if codec and options say different schemas
     */
    static <T> Data<T> of(Codec<T> codec, Supplier<T> fresh, StoreOptions<T> options, int maxBytes) {
        int schema = codec.schema();
        if (schema != 0 && options.schema() != 0 && options.schema() != schema) {
            throw new IllegalArgumentException("codec and options say different schemas codec=" + schema + " options="
                    + options.schema() + "; leave withSchema out, the codec's migrations say it");
        }
        Shape shape = schema == 0
                ? Shape.of(codec.name(), options.schema())
                : new Shape(codec.name(), schema, codec.readableFrom());
        return new Data<>(codec, fresh, options, maxBytes, shape);
    }

    /**
     * The value of a payload, or a new player's.
     *
     * @throws UnreadableProfileException if it is none (rule S8)
     */
    @SuppressWarnings("CatchingUnchecked") // whatever the game's classes throw while being built
    Loaded<T> read(ProfileId profile, @Nullable Payload payload) {
        checkReadable(profile, payload);
        Decoded<T> decoded;
        try {
            decoded = payload == null ? new Decoded<>(fresh.get(), null) : decode(payload);
        } catch (Exception | Error thrown) {
            throw unreadable(profile, payload, "cannot be decoded: " + thrown.getMessage(), thrown);
        }
        if (decoded.value() == null) {
            throw unreadable(profile, payload, "is null", null);
        }
        String problem = problem(decoded.value());
        if (problem != null) {
            throw unreadable(profile, payload, "is not valid: " + problem, null);
        }
        Shape found = payload == null ? shape : Shape.of(payload);
        return new Loaded<>(decoded.value(), Origin.of(decoded.extras(), found, shape));
    }

    /** For values that change in place the payload keeps bytes of its own: some codecs copy nothing. */
    Decoded<T> decode(Payload payload) {
        byte[] bytes = options.mutable() ? payload.bytes().clone() : payload.bytes();
        if (payload.schema() == shape.schema()) {
            return codec.decodeKeeping(bytes);
        }
        return payload.schema() > shape.schema()
                ? codec.decodeNewer(bytes)
                : codec.decodeOlder(bytes, payload.schema());
    }

    private void checkReadable(ProfileId profile, @Nullable Payload payload) {
        if (payload == null) {
            return;
        }
        Shape found = Shape.of(payload);
        if (!found.codec().equals(shape.codec())) {
            throw unreadable(profile, payload, "was written by another codec, this one is " + shape.codec(), null);
        }
        if (found.newerThan(shape) && !found.readableBy(shape.schema())) {
            throw unreadable(
                    profile,
                    payload,
                    "has a newer schema than " + shape.schema() + " and is readable from " + found.readableFrom()
                            + " on only; update this server",
                    null);
        }
    }

    private static UnreadableProfileException unreadable(
            ProfileId profile, @Nullable Payload payload, String why, @Nullable Throwable cause) {
        String what = payload == null ? "the default for new profiles" : payload.toString();
        return new UnreadableProfileException(
                "profile is unreadable and stays as it is profile=" + profile + " data=" + what + " problem=" + why,
                cause);
    }

    /**
     * The payload of a new value.
     *
     * @throws InvalidProfileException if it fails validation or encoding
     * @throws ProfileTooLargeException if it is too long
     */
    @SuppressWarnings("CatchingUnchecked") // whatever the game's classes throw while being read
    Payload write(ProfileId profile, T value, @Nullable Origin origin) {
        String problem = problem(value);
        if (problem != null) {
            throw new InvalidProfileException(
                    "update is not valid, the old data stays profile=" + profile + " problem=" + problem, null);
        }
        byte[] bytes;
        try {
            bytes = codec.encode(value, origin == null ? null : origin.extras());
        } catch (Exception | Error thrown) {
            throw new InvalidProfileException(
                    "update cannot be encoded, the old data stays profile=" + profile + " problem="
                            + thrown.getMessage(),
                    thrown);
        }
        if (options.mutable() && value instanceof byte[]) {
            bytes = bytes.clone();
        }
        if (bytes.length > maxBytes) {
            throw new ProfileTooLargeException(
                    "update is too large, the old data stays profile=" + profile + " bytes=" + bytes.length + " limit="
                            + maxBytes + "; keep less, or raise the limit by withMaxPayload",
                    null);
        }
        return Origin.next(origin, shape).payload(bytes, codec.text());
    }

    /**
     * Ids of the unique items in a value, none where the store has none.
     *
     * @throws InvalidProfileException if one is out of bounds or stands there twice
     */
    @SuppressWarnings("CatchingUnchecked") // whatever the game's classes throw while being read
    Set<String> itemsOf(ProfileId profile, T value) {
        Function<? super T, ? extends Collection<String>> lister = options.items();
        if (lister == null) {
            return Set.of();
        }
        Set<String> ids = new TreeSet<>();
        try {
            for (String id : lister.apply(value)) {
                if (id.isEmpty() || id.length() > ItemIndex.MAX_ID || !ids.add(id)) {
                    throw new InvalidProfileException(
                            "item id is empty, too long or there twice, the old data stays profile=" + profile
                                    + " item=" + id,
                            null);
                }
            }
        } catch (InvalidProfileException invalid) {
            throw invalid;
        } catch (Exception | Error thrown) {
            throw new InvalidProfileException(
                    "items cannot be listed, the old data stays profile=" + profile + " problem=" + thrown.getMessage(),
                    thrown);
        }
        return ids;
    }

    @SuppressWarnings("CatchingUnchecked") // a validation that throws has found something
    private @Nullable String problem(T value) {
        try {
            return options.validation().apply(value);
        } catch (Exception | Error thrown) {
            return "validation threw " + thrown;
        }
    }
}
