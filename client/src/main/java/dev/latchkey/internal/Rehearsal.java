package dev.latchkey.internal;

import dev.latchkey.DryRun;
import dev.latchkey.LatchkeyException;
import dev.latchkey.StoreAwayException;
import dev.latchkey.spi.Inspection;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Shape;
import dev.latchkey.spi.StorageEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Loads and saves every profile of a store, but for the store: nothing is locked and nothing written. For one thread. */
final class Rehearsal<T> {
    /** Bounds the memory, as each profile may have {@link dev.latchkey.Options#maxPayload()}. */
    private static final int PAGE = 32;

    private final StorageEngine engine;
    private final String store;
    private final Data<T> data;
    private final List<DryRun.Failure> failures = new ArrayList<>();
    private long read;
    private long older;
    private long newer;
    private long failed;

    Rehearsal(StorageEngine engine, String store, Data<T> data) {
        this.engine = engine;
        this.store = store;
        this.data = data;
    }

    /**
     * @throws LatchkeyException if the engine cannot list its keys
     * @throws StoreAwayException if the store does not answer
     */
    DryRun run(Consumer<DryRun> progress) {
        if (!(engine instanceof Inspection inspection)) {
            throw new LatchkeyException("this engine cannot list its profiles store=" + store, null);
        }
        String last = null;
        while (true) {
            List<ProfileId> page = page(inspection, last);
            if (page.isEmpty()) {
                return soFar();
            }
            read(page);
            last = page.getLast().key();
            progress.accept(soFar());
        }
    }

    private DryRun soFar() {
        return new DryRun(read, older, newer, failed, failures);
    }

    private List<ProfileId> page(Inspection inspection, @Nullable String after) {
        return switch (Plugins.keys(inspection, store, after, PAGE)) {
            case Outcome.Done<List<ProfileId>>(List<ProfileId> keys) -> keys;
            case Outcome.NotDone<List<ProfileId>>(Outcome.Failure failure) -> throw away(failure);
            case Outcome.Unknown<List<ProfileId>>(Outcome.Failure failure) -> throw away(failure);
        };
    }

    private void read(List<ProfileId> page) {
        List<Outcome<Optional<ProfileRecord>>> records = Plugins.read(engine, page);
        for (int i = 0; i < page.size(); i++) {
            Optional<ProfileRecord> record = switch (records.get(i)) {
                case Outcome.Done<Optional<ProfileRecord>>(Optional<ProfileRecord> found) -> found;
                case Outcome.NotDone<Optional<ProfileRecord>>(Outcome.Failure failure) -> throw away(failure);
                case Outcome.Unknown<Optional<ProfileRecord>>(Outcome.Failure failure) -> throw away(failure);
            };
            ProfileId profile = page.get(i);
            record.map(ProfileRecord::payload).ifPresent(payload -> rehearse(profile, payload));
        }
    }

    private void rehearse(ProfileId profile, Payload payload) {
        read++;
        Shape shape = Shape.of(payload);
        try {
            Loaded<T> loaded = data.read(profile, payload);
            data.write(profile, loaded.value(), loaded.origin());
        } catch (LatchkeyException failure) {
            failed++;
            if (failures.size() < DryRun.MAX_FAILURES) {
                failures.add(new DryRun.Failure(profile.key(), String.valueOf(failure.getMessage())));
            }
            return;
        }
        if (shape.newerThan(data.shape())) {
            newer++;
        } else if (data.shape().newerThan(shape)) {
            older++;
        }
    }

    private StoreAwayException away(Outcome.Failure failure) {
        return new StoreAwayException(
                "store did not answer, the dry run is not complete store=" + store + " read=" + read + " why="
                        + failure.message(),
                failure.cause());
    }
}
