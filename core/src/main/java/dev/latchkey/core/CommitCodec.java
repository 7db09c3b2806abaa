package dev.latchkey.core;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.Effects;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Settlement;
import dev.latchkey.spi.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Bytes of {@link Commit}s, fences and effects, for journals. Thread-safe: no state. */
final class CommitCodec {
    private static final int KEEP = 1;
    private static final int RELEASE = 2;
    private static final int HAND_OFF = 3;

    private CommitCodec() {}

    static void fence(Bytes.Writer out, Fence fence) {
        out.number(fence.token()).number(fence.version());
        Id claim = fence.claim();
        out.flag(claim != null);
        if (claim != null) {
            out.id(claim);
        }
    }

    static Fence fence(Bytes.Reader in) {
        long token = in.number();
        long version = in.number();
        return new Fence(token, in.flag() ? in.id() : null, version);
    }

    static void commit(Bytes.Writer out, Commit commit) {
        out.id(commit.write()).id(commit.server());
        each(out, commit.writes(), write -> write(out, write));
    }

    static Commit commit(Bytes.Reader in) {
        Id id = in.id();
        Id server = in.id();
        return new Commit(id, server, each(in, () -> write(in)));
    }

    private static void write(Bytes.Writer out, Write write) {
        out.profile(write.profile());
        fence(out, write.fence());
        out.payload(write.payload());
        switch (write.after()) {
            case Write.Keep keep -> out.tag(KEEP);
            case Write.Release release -> out.tag(RELEASE);
            case Write.HandOff(Id server, Id claim, long heard) ->
                out.tag(HAND_OFF).id(server).id(claim).number(heard);
        }
        effects(out, write.effects());
    }

    private static Write write(Bytes.Reader in) {
        ProfileId profile = in.profile();
        Fence fence = fence(in);
        @Nullable Payload payload = in.payload();
        Write.After after = after(in);
        return new Write(profile, fence, payload, after, effects(in));
    }

    private static Write.After after(Bytes.Reader in) {
        int kind = in.tag();
        return switch (kind) {
            case KEEP -> new Write.Keep();
            case RELEASE -> new Write.Release();
            case HAND_OFF -> new Write.HandOff(in.id(), in.id(), in.number());
            default -> throw new IllegalArgumentException("unknown end of a write: " + kind);
        };
    }

    static void effects(Bytes.Writer out, Effects effects) {
        out.flag(!effects.isNone());
        if (effects.isNone()) {
            return;
        }
        each(out, effects.settled(), settlement -> {
            out.text(settlement.letter());
            text(out, settlement.failure());
        });
        each(out, effects.sent(), letter -> letter(out, letter));
        each(out, effects.gained(), out::text);
        each(out, effects.dropped(), out::text);
        Occasion keep = effects.keep();
        text(out, keep == null ? null : keep.name());
    }

    static Effects effects(Bytes.Reader in) {
        if (!in.flag()) {
            return Effects.NONE;
        }
        List<Settlement> settled = each(in, () -> new Settlement(in.text(), text(in)));
        List<Letter> sent = each(in, () -> letter(in));
        List<String> gained = each(in, in::text);
        List<String> dropped = each(in, in::text);
        String keep = text(in);
        return new Effects(settled, sent, gained, dropped, keep == null ? null : Occasion.valueOf(keep));
    }

    private static void letter(Bytes.Writer out, Letter letter) {
        out.profile(letter.to())
                .text(letter.id())
                .text(letter.type())
                .payload(letter.content())
                .text(letter.from());
        each(out, letter.items(), out::text);
        Duration lifetime = letter.lifetime();
        out.number(lifetime == null ? 0 : lifetime.toMillis()).number(letter.room());
        text(out, letter.undeliverable());
    }

    private static Letter letter(Bytes.Reader in) {
        ProfileId to = in.profile();
        String id = in.text();
        String type = in.text();
        Payload content = in.payload();
        if (content == null) {
            throw new IllegalArgumentException("a letter without content");
        }
        String from = in.text();
        List<String> items = each(in, in::text);
        long lifetime = in.number();
        int room = (int) in.number();
        return new Letter(
                to, id, type, content, from, items, lifetime == 0 ? null : Duration.ofMillis(lifetime), room, text(in));
    }

    private static void text(Bytes.Writer out, @Nullable String text) {
        out.flag(text != null);
        if (text != null) {
            out.text(text);
        }
    }

    private static @Nullable String text(Bytes.Reader in) {
        return in.flag() ? in.text() : null;
    }

    private static <T> void each(Bytes.Writer out, List<T> values, Consumer<T> write) {
        out.number(values.size());
        values.forEach(write);
    }

    private static <T> List<T> each(Bytes.Reader in, Supplier<T> read) {
        long count = in.number();
        List<T> values = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            values.add(read.get());
        }
        return values;
    }
}
