package dev.latchkey.testkit;

import dev.latchkey.spi.Belongings;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.StorageEngine;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Engines with one mistake each in how they move profiles, and the contract's tests that must find it. */
final class PlantedRelocations {
    private PlantedRelocations() {}

    static List<Planted> all() {
        return List.of(
                new Planted(
                        "what is packed has no tags",
                        List.of("c121", "c122"),
                        engine -> new Packing(
                                engine, all -> copy(all, all.record(), Map.of(), all.waiting(), all.settled()))),
                new Planted(
                        "ids of handled letters stay behind",
                        List.of("c122", "c124", "c125"),
                        engine -> new Unpacking(
                                engine, all -> copy(all, all.record(), all.tags(), all.waiting(), List.of()))),
                new Planted(
                        "the token goes back",
                        List.of("c122", "c123", "c125"),
                        engine -> new Unpacking(
                                engine,
                                all -> copy(all, back(all.record()), all.tags(), all.waiting(), all.settled()))),
                new Planted("packing buries what has expired", List.of("c128"), Burying::new),
                new Planted("letters of the older stay", List.of("c125"), Mixing::new),
                new Planted("what is not replaced is said to be", List.of("c126", "c129"), Boasting::new),
                new Planted("whoever has mail only is not listed", List.of("c127"), Listing::new),
                new Planted("a batch is answered backwards", List.of("c129"), Backwards::new));
    }

    private static Belongings copy(
            Belongings all,
            @Nullable ProfileRecord record,
            Map<String, String> tags,
            List<Belongings.Waiting> waiting,
            List<Belongings.Settled> settled) {
        return new Belongings(
                all.profile(),
                record,
                all.by(),
                tags,
                waiting,
                all.dead(),
                settled,
                all.history(),
                all.erased(),
                all.orphans(),
                all.audit(),
                all.items());
    }

    private static @Nullable ProfileRecord back(@Nullable ProfileRecord record) {
        if (record == null) {
            return null;
        }
        Head head = record.head();
        Head lower = new Head(
                head.token() - 1,
                head.owner(),
                head.claim(),
                head.version(),
                head.write(),
                head.sealed(),
                head.spent(),
                head.asks(),
                head.wanted());
        return new ProfileRecord(
                record.profile(), lower, record.payload(), record.erased(), record.dates(), record.contested());
    }

    private static class Right extends FaultyFullEngine {
        Right(StorageEngine inner) {
            super(inner, new FaultPlan());
        }
    }

    /** Packs something else. */
    private static final class Packing extends Right {
        private final UnaryOperator<Belongings> how;

        Packing(StorageEngine inner, UnaryOperator<Belongings> how) {
            super(inner);
            this.how = how;
        }

        @Override
        public List<Outcome<Belongings>> pack(List<ProfileId> profiles) {
            return super.pack(profiles).stream()
                    .map(each -> Outcome.done(how.apply(EngineStage.reply(each))))
                    .toList();
        }
    }

    /** Unpacks something else. */
    private static final class Unpacking extends Right {
        private final UnaryOperator<Belongings> how;

        Unpacking(StorageEngine inner, UnaryOperator<Belongings> how) {
            super(inner);
            this.how = how;
        }

        @Override
        public List<Outcome<Unpacked>> unpack(List<Belongings> all) {
            return super.unpack(all.stream().map(how).toList());
        }
    }

    private static final class Burying extends Right {
        Burying(StorageEngine inner) {
            super(inner);
        }

        @Override
        public List<Outcome<Belongings>> pack(List<ProfileId> profiles) {
            fetch(profiles.stream()
                    .map(profile -> new Mailboxes.Fetch(profile, 0, 9))
                    .toList());
            return super.pack(profiles);
        }
    }

    private static final class Mixing extends Right {
        Mixing(StorageEngine inner) {
            super(inner);
        }

        @Override
        public List<Outcome<Unpacked>> unpack(List<Belongings> all) {
            return super.unpack(all.stream().map(this::mixed).toList());
        }

        private Belongings mixed(Belongings next) {
            Belongings before = EngineStage.reply(pack(List.of(next.profile())).get(0));
            return next.waiting().isEmpty()
                    ? copy(next, next.record(), next.tags(), before.waiting(), next.settled())
                    : next;
        }
    }

    private static final class Boasting extends Right {
        Boasting(StorageEngine inner) {
            super(inner);
        }

        @Override
        public List<Outcome<Unpacked>> unpack(List<Belongings> all) {
            return super.unpack(all).stream()
                    .map(each -> Outcome.done(
                            new Unpacked(true, EngineStage.reply(each).found())))
                    .toList();
        }
    }

    private static final class Listing extends Right {
        Listing(StorageEngine inner) {
            super(inner);
        }

        @Override
        public Outcome<List<ProfileId>> inhabited(@Nullable ProfileId after, int limit) {
            List<ProfileId> all = EngineStage.reply(super.inhabited(after, limit));
            return Outcome.done(all.stream()
                    .filter(each ->
                            EngineStage.reply(read(List.of(each)).get(0)).isPresent())
                    .toList());
        }
    }

    private static final class Backwards extends Right {
        Backwards(StorageEngine inner) {
            super(inner);
        }

        @Override
        public List<Outcome<Unpacked>> unpack(List<Belongings> all) {
            return super.unpack(all).reversed();
        }
    }
}
