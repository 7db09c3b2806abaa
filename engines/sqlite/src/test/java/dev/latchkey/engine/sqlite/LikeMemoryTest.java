package dev.latchkey.engine.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.engine.memory.MemoryEngine;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Edit;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.History;
import dev.latchkey.spi.Housekeeping;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection;
import dev.latchkey.spi.ItemIndex;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.OrphanShelf;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Registration;
import dev.latchkey.spi.RenewReply;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.Tags;
import dev.latchkey.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two engines on one file, by turns, and the memory engine beside them: the same random calls at the same times must get
 * the same replies and leave the same behind.
 */
final class LikeMemoryTest {
    private static final int SEEDS = 10;
    private static final int STEPS = 200;
    private static final int MOST = 1_000;

    @TempDir
    Path folder;

    /** How often each kind of reply came: what never came was not compared. */
    private final TreeMap<String, Integer> seen = new TreeMap<>();

    @Test
    void theSameCallsGetTheSameRepliesAndLeaveTheSameBehind() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            try (World world = new World(seed)) {
                for (int step = 0; step < STEPS; step++) {
                    world.step(step);
                }
            }
        }
        System.out.println("sqlite like memory: " + seen);
        assertThat(seen)
                .containsKeys(
                        "Granted",
                        "mail in a grant",
                        "Held",
                        "Applied",
                        "Applied to nothing",
                        "notice",
                        "Refused",
                        "MailboxFull",
                        "ItemHeld",
                        "LetterGone",
                        "Unable",
                        "Accepted",
                        "erased",
                        "edited",
                        "mail in a renewal",
                        "dead",
                        "revived",
                        "discarded",
                        "revision",
                        "path",
                        "duplicate",
                        "swept revisions",
                        "swept letters",
                        "swept moves",
                        "swept audit",
                        "tags",
                        "orphan",
                        "orphan passed over",
                        "released",
                        "handed-over",
                        "cancelled",
                        "swept expired");
    }

    private void see(boolean happened, String what) {
        if (happened) {
            seen.merge(what, 1, Integer::sum);
        }
    }

    /** The engines under one clock. */
    private final class World implements AutoCloseable {
        private final long seed;
        private final ManualClock clock = new ManualClock();
        private final MemoryEngine memory = MemoryEngine.create(clock);
        private final List<SqliteEngine> sqlite;
        private final RandomCalls calls;
        private String now = "";

        World(long seed) {
            this.seed = seed;
            SqliteSettings settings = SqliteSettings.of(folder.resolve("seed-" + seed + ".db"));
            sqlite = List.of(SqliteEngine.open(settings, clock), SqliteEngine.open(settings, clock));
            calls = new RandomCalls(seed, memory, List.of());
            calls.servers(register());
        }

        private <R> R both(String what, Function<StorageEngine, R> call) {
            R expected = call.apply(memory);
            R actual = call.apply(calls.any(sqlite));
            assertThat(actual).as("seed=%d %s: %s", seed, now, what).isEqualTo(expected);
            return actual;
        }

        private List<Id> register() {
            List<Id> servers = Stream.generate(calls::id).limit(3).toList();
            servers.forEach(server -> both(
                    "register",
                    engine -> engine.register(
                            new Registration(server, "s" + server.high() % 7, Duration.ofSeconds(15)))));
            return servers;
        }

        void step(int step) {
            now = "step=" + step;
            clock.advance(Duration.ofMillis(calls.number(800)));
            switch (calls.number(19)) {
                case 0, 1, 2 -> open();
                case 3, 4, 5, 6, 7 -> commit();
                case 8, 9 -> post();
                case 10 -> fetch(calls.some(calls::fetch));
                case 11 -> edit();
                case 12, 15, 16 -> renew();
                case 13 -> mend();
                case 14 -> {
                    var cancels = calls.some(calls::cancel);
                    both("cancel " + cancels, engine -> engine.cancel(cancels));
                }
                case 17 -> keep();
                default -> seldom();
            }
            compare();
        }

        private void open() {
            var opens = calls.some(calls::open);
            for (var outcome : both("open " + opens, engine -> engine.open(opens))) {
                OpenReply reply = Given.done(outcome);
                see(true, reply.getClass().getSimpleName());
                see(
                        reply instanceof OpenReply.Granted granted
                                && !granted.mail().isEmpty(),
                        "mail in a grant");
            }
        }

        private void commit() {
            var commits = calls.some(calls::commit);
            var outcomes = both("commit " + commits, engine -> engine.commit(commits));
            for (int i = 0; i < outcomes.size(); i++) {
                CommitReply reply = Given.done(outcomes.get(i));
                see(true, reply.getClass().getSimpleName());
                if (reply instanceof CommitReply.Rejected rejected) {
                    see(true, rejected.offence().getClass().getSimpleName());
                } else if (reply instanceof CommitReply.Applied applied) {
                    see(!applied.notices().isEmpty(), "notice");
                    see(
                            commits.get(i).writes().stream()
                                    .anyMatch(write -> write.fence().equals(Fence.NONE)),
                            "Applied to nothing");
                }
            }
        }

        private void post() {
            var letters = calls.some(calls::letter);
            both("post " + letters, engine -> ((Mailboxes) engine).post(letters))
                    .forEach(outcome -> see(true, Given.done(outcome).getClass().getSimpleName()));
        }

        private void fetch(List<Mailboxes.Fetch> fetches) {
            both("fetch " + fetches, engine -> ((Mailboxes) engine).fetch(fetches));
        }

        private void edit() {
            Edit edit = calls.edit();
            boolean applied = Given.done(both("edit " + edit, engine -> engine.edit(List.of(edit)))
                            .get(0))
                    .applied();
            see(applied, edit.payload() == null ? "erased" : "edited");
        }

        /** One at a time: of one write kept twice with other data, the first counts. */
        private void keep() {
            OrphanShelf.Orphan orphan = calls.orphan();
            List<OrphanShelf.Shelved> before = shelved();
            Given.done(both("keep " + orphan, engine -> ((OrphanShelf) engine).keep(List.of(orphan))));
            see(shelved().equals(before), "orphan passed over");
        }

        private List<OrphanShelf.Shelved> shelved() {
            return Given.done(both("orphans", engine -> ((OrphanShelf) engine).orphans(null, MOST)));
        }

        private void renew() {
            var renewal = calls.renewal();
            RenewReply reply = both("renew " + renewal, engine -> unnumbered(Given.done(engine.renew(renewal))));
            see(reply instanceof RenewReply.Renewed renewed && !renewed.mail().isEmpty(), "mail in a renewal");
        }

        /** One engine numbers what was taken from each server, the other from all. */
        private static RenewReply unnumbered(RenewReply reply) {
            return reply instanceof RenewReply.Renewed renewed
                    ? new RenewReply.Renewed(
                            renewed.beat(),
                            renewed.wanted(),
                            renewed.taken().stream()
                                    .map(each -> new RenewReply.Taken(
                                            0, each.profile(), each.token(), each.claim(), each.how(), each.by()))
                                    .toList(),
                            renewed.mail())
                    : reply;
        }

        private void mend() {
            var dead = calls.dead();
            if (calls.oneIn(2)) {
                see(
                        Given.done(both("revive " + dead, engine -> ((Mailboxes) engine).revive(dead.to(), dead.id()))),
                        "revived");
            } else {
                see(
                        Given.done(
                                both("discard " + dead, engine -> ((Mailboxes) engine).discard(dead.to(), dead.id()))),
                        "discarded");
            }
            ProfileId profile = calls.any(RandomCalls.PROFILES);
            Fence fence = calls.fence(profile);
            List<String> items = calls.some(() -> calls.any(RandomCalls.ITEMS));
            var indexed = Given.done(both(
                    "index " + profile + items,
                    engine -> ((ItemIndex) engine).index(profile, fence.token(), fence.version(), items)));
            see(!indexed.duplicates().isEmpty(), "duplicate");
        }

        private void seldom() {
            switch (calls.number(6)) {
                case 0 -> {
                    var burial = calls.burial();
                    both("bury " + burial, engine -> engine.bury(burial));
                    calls.servers(register());
                }
                case 1 -> {
                    clock.advance(Duration.ofDays(calls.number(10)));
                    calls.servers(register());
                }
                case 2 -> {
                    // Only what expires is chosen in different orders; so nothing of it is left to a small sweep.
                    fetch(RandomCalls.PROFILES.stream()
                            .map(profile -> new Mailboxes.Fetch(profile, 0, MOST))
                            .toList());
                    sweep(1 + calls.number(4));
                }
                default -> sweep(MOST);
            }
        }

        private void sweep(int most) {
            var retention = new Housekeeping.Retention(
                    calls.oneIn(4) ? Duration.ofSeconds(Long.MAX_VALUE) : Duration.ofSeconds(20),
                    Duration.ofDays(7),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(25),
                    most);
            Housekeeping.Swept swept;
            do {
                swept = Given.done(both("sweep " + retention, engine -> ((Housekeeping) engine).sweep(retention)));
                see(swept.revisions() > 0, "swept revisions");
                see(swept.letters() > 0, "swept letters");
                see(swept.moves() > 0, "swept moves");
                see(swept.audit() > 0, "swept audit");
                see(swept.expired() > 0, "swept expired");
            } while (swept.revisions() + swept.letters() + swept.moves() + swept.audit() + swept.expired() > 0);
        }

        /** Everything that can be seen without changing it. */
        private void compare() {
            both("read", engine -> engine.read(RandomCalls.PROFILES));
            both("sessions", engine -> ((Inspection) engine).sessions(null, 10));
            both("servers", engine -> ((Inspection) engine).servers());
            Given.done(both("audit", engine -> ((Inspection) engine).audit(null, 10)))
                    .forEach(entry -> see(true, entry.what()));
            see(
                    !Given.done(both("dead", engine -> ((Mailboxes) engine).deadLetters(null, MOST)))
                            .isEmpty(),
                    "dead");
            for (ProfileId profile : RandomCalls.PROFILES) {
                see(
                        !Given.done(both("orphans of " + profile, engine -> ((OrphanShelf) engine).orphans(profile, 3)))
                                .isEmpty(),
                        "orphan");
                both("audit of " + profile, engine -> ((Inspection) engine).audit(profile, 5));
                see(
                        !Given.done(both("tags of " + profile, engine -> ((Tags) engine).tags(profile)))
                                .isEmpty(),
                        "tags");
                both("dead letters of " + profile, engine -> ((Mailboxes) engine).deadLetters(profile, 2));
                both("history of " + profile, engine -> history((History) engine, profile));
            }
            for (String store : List.of("players", "guilds")) {
                both("tagged", engine -> ((Tags) engine).tagged(store, "tag1", "é1", null, 2));
                both("tagged", engine -> ((Tags) engine).tagged(store, "tag1", "é1", "b", 9));
            }
            for (String item : RandomCalls.ITEMS) {
                both("holder of " + item, engine -> ((ItemIndex) engine).holding(item));
                see(
                        !Given.done(both("path of " + item, engine -> ((ItemIndex) engine).path(item, 5)))
                                .isEmpty(),
                        "path");
            }
        }

        private List<Object> history(History engine, ProfileId profile) {
            List<Object> all = new ArrayList<>();
            Outcome<List<History.Revision>> revisions = engine.revisions(profile, null, MOST);
            all.add(revisions);
            for (History.Revision each : Given.done(revisions)) {
                all.add(engine.revision(profile, each.number()));
                all.add(engine.revisions(profile, each.number(), 2));
                see(true, "revision");
            }
            return all;
        }

        @Override
        public void close() {
            sqlite.forEach(SqliteEngine::close);
            memory.close();
        }
    }
}
