package dev.latchkey.cli.internal.demo.server;

import dev.latchkey.spi.DeadLetter;
import dev.latchkey.spi.Delivery;
import dev.latchkey.spi.ForwardingEngine;
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
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.Tags;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The engine with all that it can do, for a subclass that watches some of it. Thread-safe. */
class WholeEngine extends ForwardingEngine
        implements Inspection, OrphanShelf, Mailboxes, ItemIndex, History, Tags, Housekeeping {
    private final Inspection inspection;
    private final OrphanShelf shelf;
    private final Mailboxes mailboxes;
    private final ItemIndex items;
    private final History history;
    private final Tags tags;
    private final Housekeeping housekeeping;

    /**
     * @throws ClassCastException if there is something that the engine cannot do
     */
    WholeEngine(StorageEngine engine) {
        super(engine);
        inspection = (Inspection) engine;
        shelf = (OrphanShelf) engine;
        mailboxes = (Mailboxes) engine;
        items = (ItemIndex) engine;
        history = (History) engine;
        tags = (Tags) engine;
        housekeeping = (Housekeeping) engine;
    }

    @Override
    public Outcome<Boolean> keep(List<Orphan> orphans) {
        return shelf.keep(orphans);
    }

    @Override
    public Outcome<List<Shelved>> orphans(@Nullable ProfileId profile, int limit) {
        return shelf.orphans(profile, limit);
    }

    @Override
    public Outcome<List<ServerInfo>> servers() {
        return inspection.servers();
    }

    @Override
    public Outcome<List<SessionInfo>> sessions(@Nullable ProfileId after, int limit) {
        return inspection.sessions(after, limit);
    }

    @Override
    public Outcome<List<ProfileId>> keys(String store, String prefix, @Nullable String after, int limit) {
        return inspection.keys(store, prefix, after, limit);
    }

    @Override
    public Outcome<List<String>> stores() {
        return inspection.stores();
    }

    @Override
    public Outcome<List<AuditEntry>> audit(@Nullable ProfileId profile, int limit) {
        return inspection.audit(profile, limit);
    }

    @Override
    public List<Outcome<Posted>> post(List<Letter> letters) {
        return mailboxes.post(letters);
    }

    @Override
    public List<Outcome<List<Delivery>>> fetch(List<Fetch> fetches) {
        return mailboxes.fetch(fetches);
    }

    @Override
    public Outcome<List<DeadLetter>> deadLetters(@Nullable ProfileId profile, int limit) {
        return mailboxes.deadLetters(profile, limit);
    }

    @Override
    public Outcome<Boolean> revive(ProfileId profile, String letter) {
        return mailboxes.revive(profile, letter);
    }

    @Override
    public Outcome<Boolean> discard(ProfileId profile, String letter) {
        return mailboxes.discard(profile, letter);
    }

    @Override
    public Outcome<Optional<Holding>> holding(String item) {
        return items.holding(item);
    }

    @Override
    public Outcome<List<Move>> path(String item, int limit) {
        return items.path(item, limit);
    }

    @Override
    public Outcome<Indexed> index(ProfileId profile, long token, long version, List<String> ids) {
        return items.index(profile, token, version, ids);
    }

    @Override
    public Outcome<List<Revision>> revisions(ProfileId profile, @Nullable Long before, int limit) {
        return history.revisions(profile, before, limit);
    }

    @Override
    public Outcome<Optional<Payload>> revision(ProfileId profile, long number) {
        return history.revision(profile, number);
    }

    @Override
    public Outcome<Map<String, String>> tags(ProfileId profile) {
        return tags.tags(profile);
    }

    @Override
    public Outcome<List<ProfileId>> tagged(String store, String name, String value, @Nullable String after, int limit) {
        return tags.tagged(store, name, value, after, limit);
    }

    @Override
    public Outcome<Swept> sweep(Retention retention) {
        return housekeeping.sweep(retention);
    }
}
