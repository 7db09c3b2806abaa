package dev.latchkey.internal;

import dev.latchkey.InvalidProfileException;
import dev.latchkey.LatchkeyException;
import dev.latchkey.MailOptions;
import dev.latchkey.Options;
import dev.latchkey.ProfileStore;
import dev.latchkey.Ref;
import dev.latchkey.spi.Codec;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Shape;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Makes letters of messages, and messages of letters. Thread-safe. */
final class Letters {
    /** The longest message, in bytes. */
    private static final int MOST_BYTES = 64 << 10;

    private final Options options;
    private final boolean mail;
    private final RandomIds ids = new RandomIds();
    private final Map<Class<?>, Codec<?>> codecs = new ConcurrentHashMap<>();

    /**
     * @param mail whether the engine has any
     */
    Letters(Options options, boolean mail) {
        this.options = options;
        this.mail = mail;
    }

    /**
     * @throws LatchkeyException if the engine has no mail
     * @throws IllegalArgumentException if it is for no profile
     * @throws InvalidProfileException if the message cannot be encoded or is too long
     */
    <M> Letter letter(Ref<?> to, M message, MailOptions chosen, String from) {
        if (!mail) {
            throw new LatchkeyException("this engine has no mail, nothing is sent; use another to=" + to, null);
        }
        if (!(to.store() instanceof ProfileStore<?>)) {
            throw new IllegalArgumentException("letters go to profiles, this is no profile to=" + to);
        }
        @SuppressWarnings("unchecked") // what it is
        Class<M> type = (Class<M>) message.getClass();
        Codec<M> codec = codec(type);
        String id = chosen.id();
        String name = chosen.type();
        return new Letter(
                to.id(),
                id == null ? ids.get().toString() : id,
                name == null ? type.getSimpleName() : name,
                content(codec, message, to.id()),
                from,
                chosen.items(),
                chosen.lifetime(),
                options.mailbox(),
                null);
    }

    @SuppressWarnings("CatchingUnchecked") // whatever the game's classes throw while being read
    private static <M> Payload content(Codec<M> codec, M message, ProfileId to) {
        byte[] bytes;
        try {
            bytes = codec.encode(message);
        } catch (Exception | Error thrown) {
            throw new InvalidProfileException(
                    "message cannot be encoded, nothing is sent to=" + to + " problem=" + thrown.getMessage(), thrown);
        }
        if (bytes.length > MOST_BYTES) {
            throw new InvalidProfileException(
                    "message is too long, nothing is sent to=" + to + " bytes=" + bytes.length + " limit=" + MOST_BYTES,
                    null);
        }
        return Shape.of(codec.name(), codec.schema()).payload(bytes, codec.text());
    }

    @SuppressWarnings("unchecked") // put there by its class
    private <M> Codec<M> codec(Class<M> type) {
        return (Codec<M>) codecs.computeIfAbsent(type, each -> Plugins.codec(each, options));
    }

    /** The message of a letter; throws what its codec throws. */
    <M> M message(Letter letter, Class<M> type) {
        Codec<M> codec = codec(type);
        Shape shape = Shape.of(letter.content());
        if (!shape.codec().equals(codec.name())) {
            throw new IllegalArgumentException("message was written by another codec codec=" + shape.codec());
        }
        byte[] bytes = letter.content().bytes();
        if (shape.schema() == codec.schema()) {
            return codec.decode(bytes);
        }
        return shape.schema() > codec.schema()
                ? codec.decodeNewer(bytes).value()
                : codec.decodeOlder(bytes, shape.schema()).value();
    }
}
