package dev.latchkey.cli.internal.demo.server;

import dev.latchkey.engine.sqlite.SqliteEngine;
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
import dev.latchkey.spi.Tags;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The engine with all that it can do, for a subclass that watches some of it. Thread-safe. */
class WholeEngine extends ForwardingEngine
        implements Inspection, OrphanShelf, Mailboxes, ItemIndex, History, Tags, Housekeeping {
    private final SqliteEngine engine;

    WholeEngine(SqliteEngine engine) {
        super(engine);
        this.engine = engine;
    }

    @Override
    public Outcome<Boolean> keep(List<Orphan> orphans) {
        return engine.keep(orphans);
    }

    @Override
    public Outcome<List<Shelved>> orphans(@Nullable ProfileId profile, int limit) {
        return engine.orphans(profile, limit);
    }

    @Override
    public Outcome<List<ServerInfo>> servers() {
        return engine.servers();
    }

    @Override
    public Outcome<List<SessionInfo>> sessions(@Nullable ProfileId after, int limit) {
        return engine.sessions(after, limit);
    }

    @Override
    public Outcome<List<ProfileId>> keys(String store, String prefix, @Nullable String after, int limit) {
        return engine.keys(store, prefix, after, limit);
    }

    @Override
    public Outcome<List<String>> stores() {
        return engine.stores();
    }

    @Override
    public Outcome<List<AuditEntry>> audit(@Nullable ProfileId profile, int limit) {
        return engine.audit(profile, limit);
    }

    @Override
    public List<Outcome<Posted>> post(List<Letter> letters) {
        return engine.post(letters);
    }

    @Override
    public List<Outcome<List<Delivery>>> fetch(List<Fetch> fetches) {
        return engine.fetch(fetches);
    }

    @Override
    public Outcome<List<DeadLetter>> deadLetters(@Nullable ProfileId profile, int limit) {
        return engine.deadLetters(profile, limit);
    }

    @Override
    public Outcome<Boolean> revive(ProfileId profile, String letter) {
        return engine.revive(profile, letter);
    }

    @Override
    public Outcome<Boolean> discard(ProfileId profile, String letter) {
        return engine.discard(profile, letter);
    }

    @Override
    public Outcome<Optional<Holding>> holding(String item) {
        return engine.holding(item);
    }

    @Override
    public Outcome<List<Move>> path(String item, int limit) {
        return engine.path(item, limit);
    }

    @Override
    public Outcome<Indexed> index(ProfileId profile, long token, long version, List<String> items) {
        return engine.index(profile, token, version, items);
    }

    @Override
    public Outcome<List<Revision>> revisions(ProfileId profile, @Nullable Long before, int limit) {
        return engine.revisions(profile, before, limit);
    }

    @Override
    public Outcome<Optional<Payload>> revision(ProfileId profile, long number) {
        return engine.revision(profile, number);
    }

    @Override
    public Outcome<Map<String, String>> tags(ProfileId profile) {
        return engine.tags(profile);
    }

    @Override
    public Outcome<List<ProfileId>> tagged(String store, String name, String value, @Nullable String after, int limit) {
        return engine.tagged(store, name, value, after, limit);
    }

    @Override
    public Outcome<Swept> sweep(Retention retention) {
        return engine.sweep(retention);
    }
}
