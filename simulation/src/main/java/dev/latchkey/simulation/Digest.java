package dev.latchkey.simulation;

import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Cancel;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.Renewal;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A 64-bit hash of values: of numbers, text, enums, lists and records of them. Ids, states and moments count by their
 * {@link Names}, dates of records do not count. Not thread-safe.
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
    /** Stands before a distance in time in what a node says of itself. */
    private static final char TIME = '@';
    /** Stands before the beat of its own row. */
    private static final char BEAT = '#';

    private static final long PRIME = 0x100000001B3L;

    private final Names names;
    private long state = 0x9E3779B97F4A7C15L;

    Digest(Names names) {
        this.names = names;
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

    Digest flag(boolean value) {
        return number(value ? 2 : 3);
    }

    /** Text that has no ids and no times in it. */
    Digest plain(String text) {
        return number(hash(text, 0, text.length()));
    }

    private static long hash(String text, int from, int to) {
        long hash = 0xCBF29CE484222325L;
        for (int i = from; i < to; i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return hash;
    }

    /**
     * What a node says of itself: ids and marked numbers within it count by their names.
     *
     * @param own id of the node's row
     */
    Digest described(String text, @Nullable Id own) {
        int from = 0;
        for (int id = nextId(text, 0); id >= 0; id = nextId(text, from)) {
            marked(text, from, id, own);
            names.id(this, Integer.parseInt(text, id, id + SmallIds.TELLING, 16));
            from = id + SmallIds.DIGITS;
        }
        marked(text, from, text.length(), own);
        return this;
    }

    private static int nextId(String text, int from) {
        int tail = text.indexOf(SmallIds.TAIL, from);
        return tail < 0 ? -1 : tail - SmallIds.TELLING;
    }

    private void marked(String text, int from, int to, @Nullable Id own) {
        long hash = 0xCBF29CE484222325L;
        int at = from;
        while (at < to) {
            char each = text.charAt(at++);
            hash = (hash ^ each) * PRIME;
            if (each != TIME && each != BEAT) {
                continue;
            }
            int end = at;
            while (end < to && (text.charAt(end) == '-' || Character.isDigit(text.charAt(end)))) {
                end++;
            }
            long value = Long.parseLong(text, at, end, 10);
            number(hash).number(each == TIME ? names.within(value) : own == null ? value : names.beat(own, value));
            at = end;
        }
        number(hash);
    }

    /**
     * @throws IllegalArgumentException for a value of another kind, whose equality would not be known
     */
    Digest add(@Nullable Object value) {
        switch (value) {
            case null -> number(-1);
            case Id id -> names.id(this, SmallIds.code(id));
            case Long each -> number(each);
            case Integer each -> number(each);
            case Boolean each -> flag(each);
            case String text -> plain(text);
            case Enum<?> each -> plain(each.name());
            case State state -> names.state(this, state);
            case Payload payload -> names.state(this, names.decode(payload));
            case Instant at -> number(names.moment(at));
            case Duration each -> number(each.toSeconds()).number(each.toNanosPart());
            case dev.latchkey.spi.Dates dates -> {}
            case Throwable cause -> plain(cause.toString());
            case Renewal each ->
                add(each.server())
                        .number(names.beat(each.server(), each.beat()))
                        .number(each.acknowledged());
            case Burial each ->
                add(each.target())
                        .add(each.by())
                        .number(names.beat(each.target(), each.beat()))
                        .add(each.cause());
            case OpenReply.OwnerState each ->
                add(each.server())
                        .number(names.beat(each.server(), each.beat()))
                        .add(each.lease());
            case Letter each -> add(each.to()).plain(each.id());
            case Head each -> head(each);
            case Cancel.Cancelled each -> {}
            case Optional<?> each -> add(each.orElse(null));
            case List<?> all -> list(all);
            case Record all -> parts(all);
            default -> throw new IllegalArgumentException("no digest is known for " + value.getClass());
        }
        return this;
    }

    /** What of a record's head anybody looks at in a reply. */
    private void head(Head head) {
        number(head.token()).add(head.owner()).add(head.claim()).number(head.version());
        add(head.write()).add(head.sealed()).add(head.wanted());
    }

    private void list(List<?> all) {
        for (Object each : all) {
            add(each);
        }
        number(all.size());
    }

    private void parts(Record all) {
        plain(all.getClass().getSimpleName());
        for (MethodHandle part : PARTS.get(all.getClass())) {
            try {
                add((Object) part.invokeExact((Object) all));
            } catch (RuntimeException | Error thrown) {
                throw thrown;
            } catch (Throwable impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
