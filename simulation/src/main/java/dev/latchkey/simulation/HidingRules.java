package dev.latchkey.simulation;

import dev.latchkey.spi.Cancel;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Edit;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.RecordRules;
import dev.latchkey.spi.ServerRow;
import dev.latchkey.spi.Write;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A store in which servers' rows are missing for a while: a fault, for a missing row says nothing (L2). */
final class HidingRules extends RecordRules {
    private final RecordRules rules;
    private final Set<Id> hidden = new TreeSet<>();

    HidingRules(RecordRules rules) {
        this.rules = rules;
    }

    void hide(Id server) {
        hidden.add(server);
    }

    void show() {
        hidden.clear();
    }

    boolean isHidden(Id server) {
        return hidden.contains(server);
    }

    private Function<Id, @Nullable ServerRow> shown(Function<Id, @Nullable ServerRow> servers) {
        return server -> hidden.contains(server) ? null : servers.apply(server);
    }

    @Override
    public Step<OpenReply> open(
            @Nullable ProfileRecord found, Open asked, Function<Id, @Nullable ServerRow> servers, Instant now) {
        return rules.open(found, asked, shown(servers), now);
    }

    @Override
    public boolean fits(@Nullable ProfileRecord found, Write write) {
        return rules.fits(found, write);
    }

    @Override
    public boolean fit(List<Write> writes, Function<ProfileId, @Nullable ProfileRecord> records) {
        return rules.fit(writes, records);
    }

    @Override
    public boolean remembersLetters() {
        return rules.remembersLetters();
    }

    @Override
    public Step<CommitReply.Written> apply(
            @Nullable ProfileRecord found, Write write, Id id, Function<Id, @Nullable ServerRow> servers, Instant now) {
        return rules.apply(found, write, id, shown(servers), now);
    }

    @Override
    public Step<Cancel.Cancelled> cancel(@Nullable ProfileRecord found, Cancel asked, Instant now) {
        return rules.cancel(found, asked, now);
    }

    @Override
    public Step<Edit.Edited> edit(
            @Nullable ProfileRecord found, Edit asked, Function<Id, @Nullable ServerRow> servers, Instant now) {
        return rules.edit(found, asked, shown(servers), now);
    }
}
