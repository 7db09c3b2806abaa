package dev.latchkey.simulation;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.Payload;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A 64-bit hash of values: of numbers, text, enums, lists and records of them. Moments count by their distance from
 * a given one, dates of records do not count. Not thread-safe.
 */
final class Digest {
    private static final ClassValue<MethodHandle[]> PARTS = new ClassValue<>() {
        @Override
        protected MethodHandle[] computeValue(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            MethodHandle[] parts = new MethodHandle[components.length];
            for (int i = 0; i < parts.length; i++) {
                try {
                    parts[i] = MethodHandles.publicLookup()
                            .unreflect(components[i].getAccessor())
                            .asType(java.lang.invoke.MethodType.methodType(Object.class, Object.class));
                } catch (IllegalAccessException hidden) {
                    throw new IllegalArgumentException("a record that cannot be looked into: " + type, hidden);
                }
            }
            return parts;
        }
    };

    private final Instant now;
    private long state = 0x9E3779B97F4A7C15L;

    Digest(Instant now) {
        this.now = now;
    }

    long value() {
        return state;
    }

    static long mix(long value) {
        long mixed = (value ^ (value >>> 32)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 29)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 32);
    }

    Digest number(long value) {
        state = mix(state * 31 + value);
        return this;
    }

    Digest bytes(byte[] bytes) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.remaining() >= Long.BYTES) {
            number(rest.getLong());
        }
        long tail = 0;
        while (rest.hasRemaining()) {
            tail = tail << 8 | (rest.get() & 0xFF);
        }
        return number(tail).number(bytes.length);
    }

    Digest text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @throws IllegalArgumentException for a value of another kind, whose equality would not be known
     */
    Digest add(@Nullable Object value) {
        return switch (value) {
            case null -> number(-1);
            case Id id -> number(id.high()).number(id.low());
            case Long each -> number(each);
            case Integer each -> number(each);
            case Boolean each -> number(each ? 2 : 3);
            case String text -> text(text);
            case Enum<?> each -> text(each.name());
            case Payload payload -> bytes(payload.bytes());
            case Instant at ->
                number(at.getEpochSecond() - now.getEpochSecond()).number(at.getNano() - now.getNano());
            case Duration each -> number(each.toSeconds()).number(each.toNanosPart());
            case dev.latchkey.spi.Dates dates -> this;
            case Throwable cause -> text(cause.toString());
            case Optional<?> each -> add(each.orElse(null));
            case List<?> all -> list(all);
            case Record all -> parts(all);
            default -> throw new IllegalArgumentException("no digest is known for " + value.getClass());
        };
    }

    private Digest list(List<?> all) {
        all.forEach(this::add);
        return number(all.size());
    }

    private Digest parts(Record all) {
        text(all.getClass().getSimpleName());
        for (MethodHandle part : PARTS.get(all.getClass())) {
            try {
                add((Object) part.invokeExact((Object) all));
            } catch (RuntimeException | Error thrown) {
                throw thrown;
            } catch (Throwable impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        return this;
    }
}
