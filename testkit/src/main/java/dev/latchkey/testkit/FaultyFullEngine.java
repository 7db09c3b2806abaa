package dev.latchkey.testkit;

import dev.latchkey.spi.Inspection;
import dev.latchkey.spi.OrphanShelf;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.StorageEngine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link FaultyEngine} around an engine with both optional abilities. */
final class FaultyFullEngine extends FaultyEngine implements Inspection, OrphanShelf {
    private final Inspection inspection;
    private final OrphanShelf shelf;

    FaultyFullEngine(StorageEngine inner, FaultPlan plan) {
        super(inner, plan);
        inspection = (Inspection) inner;
        shelf = (OrphanShelf) inner;
    }

    @Override
    public Outcome<List<ServerInfo>> servers() {
        return one(EngineVerb.INSPECT, inspection::servers);
    }

    @Override
    public Outcome<List<SessionInfo>> sessions(@Nullable ProfileId after, int limit) {
        return one(EngineVerb.INSPECT, () -> inspection.sessions(after, limit));
    }

    @Override
    public Outcome<List<ProfileId>> keys(String store, String prefix, @Nullable String after, int limit) {
        return one(EngineVerb.INSPECT, () -> inspection.keys(store, prefix, after, limit));
    }

    @Override
    public Outcome<List<String>> stores() {
        return one(EngineVerb.INSPECT, inspection::stores);
    }

    @Override
    public Outcome<List<AuditEntry>> audit(@Nullable ProfileId profile, int limit) {
        return one(EngineVerb.INSPECT, () -> inspection.audit(profile, limit));
    }

    @Override
    public Outcome<Boolean> keep(List<Orphan> orphans) {
        return one(EngineVerb.KEEP, () -> shelf.keep(orphans));
    }

    @Override
    public Outcome<List<Shelved>> orphans(@Nullable ProfileId profile, int limit) {
        return one(EngineVerb.INSPECT, () -> shelf.orphans(profile, limit));
    }
}
