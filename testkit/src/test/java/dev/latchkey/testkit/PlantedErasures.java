package dev.latchkey.testkit;

import dev.latchkey.spi.Edit;
import dev.latchkey.spi.OrphanShelf.Orphan;
import dev.latchkey.spi.OrphanShelf.Shelved;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.StorageEngine;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Engines with one mistake each in what an erase takes along, and the contract's tests that must find it. */
final class PlantedErasures {
    private PlantedErasures() {}

    static List<Planted> all() {
        return List.of(
                new Planted("an erase leaves later orphans", List.of("o5"), engine -> new Keeping(engine, all -> true)),
                new Planted(
                        "orphans are passed over while the tombstone is there",
                        List.of("o5"),
                        engine -> new Keeping(engine, found -> !found.erased())),
                new Planted("orphans are passed over by the record's token", List.of("o6"), Hasty::new),
                new Planted("what is passed over is said to be kept", List.of("o5"), Boasting::new),
                new Planted("an erase leaves the audit", List.of("i12"), engine -> new Telling(engine, true)),
                new Planted(
                        "an edit takes the audit along", List.of("i5", "i12"), engine -> new Telling(engine, false)));
    }

    private static class Right extends FaultyFullEngine {
        Right(StorageEngine inner) {
            super(inner, new FaultPlan());
        }

        final Optional<ProfileRecord> found(ProfileId profile) {
            return EngineStage.reply(read(List.of(profile)).get(0));
        }
    }

    /** Keeps what the engine passes over, for some records. */
    private static final class Keeping extends Right {
        private final Predicate<ProfileRecord> of;
        private final List<Shelved> more = new CopyOnWriteArrayList<>();

        Keeping(StorageEngine inner, Predicate<ProfileRecord> of) {
            super(inner);
            this.of = of;
        }

        @Override
        public Outcome<Boolean> keep(List<Orphan> orphans) {
            Outcome<Boolean> outcome = super.keep(orphans);
            for (Orphan orphan : orphans) {
                boolean kept = EngineStage.reply(super.orphans(orphan.profile(), 99)).stream()
                        .anyMatch(each -> each.orphan().equals(orphan));
                if (!kept && found(orphan.profile()).filter(of).isPresent()) {
                    more.add(new Shelved(Instant.EPOCH, orphan));
                }
            }
            return outcome;
        }

        @Override
        public Outcome<List<Shelved>> orphans(@Nullable ProfileId profile, int limit) {
            Stream<Shelved> mine = more.stream()
                    .filter(each ->
                            profile == null || profile.equals(each.orphan().profile()));
            return Outcome.done(Stream.concat(EngineStage.reply(super.orphans(profile, limit)).stream(), mine)
                    .toList());
        }
    }

    /** Says of all orphans that they are on the shelf. */
    private static final class Boasting extends Right {
        Boasting(StorageEngine inner) {
            super(inner);
        }

        @Override
        public Outcome<Boolean> keep(List<Orphan> orphans) {
            Outcome<Boolean> outcome = super.keep(orphans);
            return outcome instanceof Outcome.Done<Boolean> ? Outcome.done(true) : outcome;
        }
    }

    /** Takes a lower token than an erased record's for that of a session before the erase. */
    private static final class Hasty extends Right {
        Hasty(StorageEngine inner) {
            super(inner);
        }

        @Override
        public Outcome<Boolean> keep(List<Orphan> orphans) {
            return super.keep(orphans.stream()
                    .filter(orphan -> found(orphan.profile())
                            .filter(record -> record.erased()
                                    && record.head().token() > orphan.fence().token())
                            .isEmpty())
                    .toList());
        }
    }

    /** Tells of what was there before an erase, or does not of what was before an edit. */
    private static final class Telling extends Right {
        private final boolean tells;
        private final Map<ProfileId, List<AuditEntry>> before = new ConcurrentHashMap<>();

        Telling(StorageEngine inner, boolean tells) {
            super(inner);
            this.tells = tells;
        }

        @Override
        public List<Outcome<Edit.Edited>> edit(List<Edit> edits) {
            for (Edit edit : edits) {
                if ((edit.payload() == null) == tells) {
                    before.put(edit.profile(), EngineStage.reply(super.audit(edit.profile(), 99)));
                }
            }
            return super.edit(edits);
        }

        @Override
        public Outcome<List<AuditEntry>> audit(@Nullable ProfileId profile, int limit) {
            List<AuditEntry> right = EngineStage.reply(super.audit(profile, limit));
            List<AuditEntry> old = profile == null ? List.of() : before.getOrDefault(profile, List.of());
            return Outcome.done(
                    tells
                            ? Stream.concat(right.stream(), old.stream()).toList()
                            : right.stream().filter(each -> !old.contains(each)).toList());
        }
    }
}
