package dev.latchkey.engine.memory;

import dev.latchkey.spi.Belongings;
import dev.latchkey.spi.Inspection.AuditEntry;
import dev.latchkey.spi.OrphanShelf.Shelved;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whole profiles out of the tables and into them. For the store's lock's holder. */
record MemoryMoving(MemoryTables tables) {
    List<ProfileId> inhabited(@Nullable ProfileId after, int limit) {
        TreeSet<ProfileId> all = new TreeSet<>(tables.records().copyOfAll().keySet());
        all.addAll(tables.mail().mailboxes());
        return (after == null ? all : all.tailSet(after, false))
                .stream().limit(limit).toList();
    }

    Belongings pack(ProfileId profile) {
        List<AuditEntry> audit = tables.audit().newest(profile, Integer.MAX_VALUE, tables.shelf());
        List<Shelved> orphans = tables.shelf().newest(profile, Integer.MAX_VALUE);
        return new Belongings(
                profile,
                tables.records().get(profile),
                tables.history().writer(profile),
                tables.tags().of(profile),
                tables.mail().waits(profile),
                tables.mail().dead(profile, Integer.MAX_VALUE).reversed(),
                tables.mail().settled(profile),
                tables.history().states(profile),
                tables.shelf().erased(profile),
                orphans.reversed(),
                audit.reversed(),
                tables.items().of(profile));
    }

    void replace(Belongings with) {
        ProfileRecord record = with.record();
        if (record != null) {
            tables.records().put(record);
        }
        tables.history().replace(with);
        tables.tags().set(with.profile(), with.tags());
        tables.mail().replace(with);
        tables.shelf().replace(with);
        tables.audit().erase(with.profile());
        with.audit().forEach(tables.audit()::add);
        tables.items().replace(with);
    }
}
