package dev.latchkey.testkit;

import static dev.latchkey.testkit.EngineStage.text;

import dev.latchkey.spi.Belongings;
import dev.latchkey.spi.Dates;
import dev.latchkey.spi.DeadLetter;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Holding;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection.AuditEntry;
import dev.latchkey.spi.Inspection.EndedSession;
import dev.latchkey.spi.Inspection.Lost;
import dev.latchkey.spi.ItemIndex;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.OrphanShelf;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.Place;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A profile of another store, with one of everything that it may have, and two of what has an order. */
final class MovedProfile {
    /** Before any time of a test. */
    static final Instant THEN = Instant.parse("2025-03-01T12:00:00.123Z");

    static final Payload BYTES = new Payload(new byte[] {0, -1, 7}, "bytes", 3, false);

    private final EngineStage stage;
    final ProfileId profile;
    final Id claim;
    final Id server;
    final Id write;
    final String sword;
    final String shield;

    MovedProfile(EngineStage stage) {
        this.stage = stage;
        profile = stage.profile();
        claim = stage.id();
        server = stage.id();
        write = stage.id();
        sword = "sword of " + profile.key();
        shield = "shield of " + profile.key();
    }

    static Instant at(int seconds) {
        return THEN.plusSeconds(seconds);
    }

    /** Its head, with a session that a load waits for. */
    Head head(long token, long version) {
        return new Head(
                token,
                server,
                claim,
                version,
                write,
                stage.id(),
                List.of(stage.id(), stage.id()),
                5,
                new Wanted(stage.id(), stage.id(), 5));
    }

    /** With this head. */
    Belongings with(Head head) {
        Dates dates = new Dates(at(0), at(50), at(40));
        return new Belongings(
                profile,
                new ProfileRecord(profile, head, text("{\"gold\":7}"), false, dates, at(90)),
                "lobby " + server,
                Map.of("user", "1001", "guild", "owls"),
                List.of(
                        new Belongings.Waiting(letter("w1", List.of(shield), null), at(10)),
                        new Belongings.Waiting(letter("w2", List.of(), Duration.ofDays(36_000)), at(11))),
                List.of(
                        new DeadLetter(letter("d1", List.of(), Duration.ofMillis(1_500)), at(12), "expired"),
                        new DeadLetter(
                                letter("d2", List.of(), null).undeliverable("no handler"), at(12), "no handler")),
                List.of(new Belongings.Settled("s1", at(13)), new Belongings.Settled("s2", at(13))),
                List.of(state(3, 9, at(20), BYTES), state(4, 11, at(21), text("{}"))),
                2,
                List.of(orphan(3, at(30), BYTES), orphan(4, at(30), text("lost"))),
                List.of(
                        new AuditEntry(at(31), "edited", profile, null, "operator", null),
                        new AuditEntry(at(31), "released", profile, server, "lobby " + server, session())),
                List.of(shieldInLetter(), swordInProfile()));
    }

    private Letter letter(String id, List<String> items, @Nullable Duration lifetime) {
        return new Letter(profile, id, "gift", BYTES, "grace", items, lifetime, 20, null);
    }

    private static Belongings.State state(long token, long version, Instant saved, Payload payload) {
        return new Belongings.State(token, version, saved, "lobby", Occasion.SESSION, saved.plusSeconds(1), payload);
    }

    private OrphanShelf.Shelved orphan(long token, Instant kept, Payload payload) {
        Fence fence = new Fence(token, stage.id(), 8);
        return new OrphanShelf.Shelved(
                kept, new OrphanShelf.Orphan(profile, stage.id(), fence, server, payload, "stolen", token == 3));
    }

    private static EndedSession session() {
        return new EndedSession("lobby", 4, at(22), Lost.NONE);
    }

    private Belongings.Item swordInProfile() {
        Place elsewhere = new Place.InProfile(new ProfileId("players", "grace"));
        Place here = new Place.InProfile(profile);
        return new Belongings.Item(
                new Holding(sword, here, at(24)),
                List.of(
                        new ItemIndex.Move(at(23), null, elsewhere, "mine"),
                        new ItemIndex.Move(at(24), elsewhere, here, "lobby")));
    }

    private Belongings.Item shieldInLetter() {
        Place here = new Place.InTransit(profile, "w1");
        return new Belongings.Item(
                new Holding(shield, here, at(10)), List.of(new ItemIndex.Move(at(10), null, here, "lobby")));
    }
}
