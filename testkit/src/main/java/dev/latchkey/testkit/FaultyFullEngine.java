package dev.latchkey.testkit;

import dev.latchkey.spi.Belongings;
import dev.latchkey.spi.DeadLetter;
import dev.latchkey.spi.Delivery;
import dev.latchkey.spi.History;
import dev.latchkey.spi.Holding;
import dev.latchkey.spi.Housekeeping;
import dev.latchkey.spi.Inspection;
import dev.latchkey.spi.ItemIndex;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.OrphanShelf;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Relocation;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.Tags;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A {@link FaultyEngine} around an engine with all optional abilities. */
class FaultyFullEngine extends FaultyEngine
        implements Inspection, OrphanShelf, Mailboxes, ItemIndex, History, Tags, Housekeeping, Relocation {
    private final Inspection inspection;
    private final OrphanShelf shelf;
    private final Mailboxes mail;
    private final ItemIndex items;
    private final History history;
    private final Tags tags;
    private final Housekeeping housekeeping;
    private final Relocation moving;

    FaultyFullEngine(StorageEngine inner, FaultPlan plan) {
        super(inner, plan);
        inspection = (Inspection) inner;
        shelf = (OrphanShelf) inner;
        mail = (Mailboxes) inner;
        items = (ItemIndex) inner;
        history = (History) inner;
        tags = (Tags) inner;
        housekeeping = (Housekeeping) inner;
        moving = (Relocation) inner;
    }

    /** Whether an engine has them all. */
    static boolean fits(StorageEngine inner) {
        return inner instanceof Inspection
                && inner instanceof OrphanShelf
                && inner instanceof Mailboxes
                && inner instanceof ItemIndex
                && inner instanceof History
                && inner instanceof Tags
                && inner instanceof Housekeeping
                && inner instanceof Relocation;
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

    @Override
    public List<Outcome<Posted>> post(List<Letter> letters) {
        return batch(EngineVerb.POST, letters.size(), () -> mail.post(letters));
    }

    @Override
    public List<Outcome<List<Delivery>>> fetch(List<Fetch> fetches) {
        return batch(EngineVerb.FETCH, fetches.size(), () -> mail.fetch(fetches));
    }

    @Override
    public Outcome<List<DeadLetter>> deadLetters(@Nullable ProfileId profile, int limit) {
        return one(EngineVerb.INSPECT, () -> mail.deadLetters(profile, limit));
    }

    @Override
    public Outcome<Boolean> revive(ProfileId profile, String letter) {
        return one(EngineVerb.CARE, () -> mail.revive(profile, letter));
    }

    @Override
    public Outcome<Boolean> discard(ProfileId profile, String letter) {
        return one(EngineVerb.CARE, () -> mail.discard(profile, letter));
    }

    @Override
    public Outcome<Optional<Holding>> holding(String item) {
        return one(EngineVerb.INSPECT, () -> items.holding(item));
    }

    @Override
    public Outcome<List<Move>> path(String item, int limit) {
        return one(EngineVerb.INSPECT, () -> items.path(item, limit));
    }

    @Override
    public Outcome<Indexed> index(ProfileId profile, long token, long version, List<String> ids) {
        return one(EngineVerb.CARE, () -> items.index(profile, token, version, ids));
    }

    @Override
    public Outcome<List<Revision>> revisions(ProfileId profile, @Nullable Long before, int limit) {
        return one(EngineVerb.INSPECT, () -> history.revisions(profile, before, limit));
    }

    @Override
    public Outcome<Optional<Payload>> revision(ProfileId profile, long number) {
        return one(EngineVerb.INSPECT, () -> history.revision(profile, number));
    }

    @Override
    public Outcome<Map<String, String>> tags(ProfileId profile) {
        return one(EngineVerb.INSPECT, () -> tags.tags(profile));
    }

    @Override
    public Outcome<List<ProfileId>> tagged(String store, String name, String value, @Nullable String after, int limit) {
        return one(EngineVerb.INSPECT, () -> tags.tagged(store, name, value, after, limit));
    }

    @Override
    public Outcome<Swept> sweep(Retention retention) {
        return one(EngineVerb.CARE, () -> housekeeping.sweep(retention));
    }

    @Override
    public Outcome<List<ProfileId>> inhabited(@Nullable ProfileId after, int limit) {
        return one(EngineVerb.INSPECT, () -> moving.inhabited(after, limit));
    }

    @Override
    public List<Outcome<Belongings>> pack(List<ProfileId> profiles) {
        return batch(EngineVerb.INSPECT, profiles.size(), () -> moving.pack(profiles));
    }

    @Override
    public List<Outcome<Unpacked>> unpack(List<Belongings> all) {
        return batch(EngineVerb.MOVE, all.size(), () -> moving.unpack(all));
    }
}
