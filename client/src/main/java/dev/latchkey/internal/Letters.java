package dev.latchkey.internal;

import dev.latchkey.InvalidProfileException;
import dev.latchkey.MailOptions;
import dev.latchkey.Options;
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
    private final RandomIds ids = new RandomIds();
    private final Map<Class<?>, Codec<?>> codecs = new ConcurrentHashMap<>();

    Letters(Options options) {
        this.options = options;
    }

    /** The name by which a message's class is found on the other side. */
    static String type(Class<?> message) {
        return message.getSimpleName();
    }

    /**
     * @throws InvalidProfileException if the message cannot be encoded or is too long
     */
    <M> Letter letter(ProfileId to, M message, MailOptions chosen, String from) {
        @SuppressWarnings("unchecked") // what it is
        Class<M> type = (Class<M>) message.getClass();
        Codec<M> codec = codec(type);
        String id = chosen.id();
        return new Letter(
                to,
                id == null ? ids.get().toString() : id,
                type(type),
                content(codec, message, to),
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
        return codec.decode(letter.content().bytes());
    }
}
