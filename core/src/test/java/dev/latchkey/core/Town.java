package dev.latchkey.core;

import dev.latchkey.engine.memory.MemoryEngine;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Servers over one store in memory, all by hand: nothing is executed, delivered or late unless a test says so.
 */
final class Town {
    static final ProfileId ADA = new ProfileId("players", "ada");
    static final ProfileId BOB = new ProfileId("players", "bob");

    /** A message on its way. */
    record Letter(Id to, Message message) {}

    private Instant instant = Instant.EPOCH.plusSeconds(1_000);
    final MemoryEngine store = MemoryEngine.create(() -> instant);
    final List<Villager> servers = new ArrayList<>();
    final List<Letter> letters = new ArrayList<>();
    private final List<Predicate<Letter>> lost = new ArrayList<>();
    long messages;
    private long ids;

    Villager server(String name) {
        return server(name, Rules.PROTOCOL);
    }

    Villager server(String name, Rules rules) {
        Villager server = new Villager(this, name, rules);
        servers.add(server);
        server.input(new Input.Start());
        settle();
        return server;
    }

    Id freshId() {
        return new Id(0, ++ids);
    }

    Now now() {
        long nanos = Duration.between(Instant.EPOCH, instant).toNanos();
        return new Now(nanos, nanos);
    }

    /** Messages that fit are lost from now on. */
    void lose(Predicate<Letter> which) {
        lost.add(which);
    }

    /** No message is lost from now on. */
    void heal() {
        lost.clear();
    }

    void post(Id to, Message message) {
        Letter letter = new Letter(to, message);
        if (!(message instanceof Message.Beat)) {
            messages++;
        }
        if (lost.stream().noneMatch(which -> which.test(letter))) {
            letters.add(letter);
        }
    }

    /** Executes and delivers until nothing is on its way. */
    void settle() {
        boolean moved = true;
        while (moved) {
            moved = deliver();
            for (Villager server : servers) {
                moved |= server.serve();
            }
        }
    }

    boolean deliver() {
        List<Letter> now = List.copyOf(letters);
        letters.clear();
        for (Letter letter : now) {
            byte[] bytes = MessageCodec.encode(letter.message());
            Message message = Objects.requireNonNull(MessageCodec.decode(bytes));
            servers.stream()
                    .filter(server -> server.isUp() && letter.to().equals(server.node.server()))
                    .forEach(server -> server.input(new Input.Received(message)));
        }
        return !now.isEmpty();
    }

    /** Lets time pass, from one deadline to the next, settling at each. */
    void pass(Duration time) {
        settle();
        Instant end = instant.plus(time);
        while (true) {
            long next = servers.stream()
                    .filter(Villager::isUp)
                    .mapToLong(server -> server.node.nextDeadline())
                    .min()
                    .orElse(Long.MAX_VALUE);
            Instant at = next == Long.MAX_VALUE ? end : Instant.EPOCH.plusNanos(next);
            if (next == Long.MAX_VALUE || at.isAfter(end)) {
                instant = end;
                return;
            }
            instant = at.isAfter(instant) ? at : instant;
            servers.stream().filter(Villager::isUp).toList().forEach(server -> server.input(new Input.Tick()));
            settle();
        }
    }

    /** Lets time pass with nobody noticing. */
    void leap(Duration time) {
        instant = instant.plus(time);
    }

    ProfileRecord record() {
        return Objects.requireNonNull(store.records().get(ADA));
    }

    Head head() {
        return record().head();
    }

    @Nullable
    String data() {
        return text(record().payload());
    }

    @Nullable
    String data(ProfileId profile) {
        ProfileRecord record = store.records().get(profile);
        return record == null ? null : text(record.payload());
    }

    @Nullable
    Id owner(ProfileId profile) {
        ProfileRecord record = store.records().get(profile);
        return record == null ? null : record.head().owner();
    }

    static Payload payload(String text) {
        return new Payload(text.getBytes(StandardCharsets.UTF_8), "text", 0, true);
    }

    static @Nullable String text(@Nullable Payload payload) {
        return payload == null ? null : new String(payload.bytes(), StandardCharsets.UTF_8);
    }
}
