package dev.latchkey.engine.table;

import dev.latchkey.spi.Belongings;
import dev.latchkey.spi.DeadLetter;
import dev.latchkey.spi.Inspection.AuditEntry;
import dev.latchkey.spi.OrphanShelf.Shelved;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.TransactionalTable.Get;
import dev.latchkey.spi.TransactionalTable.Read;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that belongs to a profile, read at one moment. */
final class Packing {
    private Packing() {}

    static List<Read> reads(ProfileId profile) {
        return List.of(
                ProfileRows.get(profile, true),
                Mailbox.get(profile),
                TagRows.get(profile),
                new Get(Names.erased(profile), false),
                Step.whole(MailRows.table(profile)),
                Step.whole(HistoryRows.table(profile)),
                Step.whole(Names.table(AuditRows.KIND, profile)),
                Step.whole(ItemRows.table(profile)));
    }

    static Belongings pack(Step step, ProfileId profile) {
        Profile found = ProfileRows.found(step, profile, true);
        // Whoever changes what waits changes this row.
        Mailbox box = Mailbox.present(step, profile);
        TreeMap<Long, Belongings.Waiting> waiting = new TreeMap<>();
        TreeMap<String, DeadLetter> dead = new TreeMap<>();
        List<Belongings.Settled> settled = new ArrayList<>();
        for (Mail mail : MailRows.all(step, profile)) {
            switch (mail) {
                case Mail.Waits each -> waiting.put(each.number(), new Belongings.Waiting(each.letter(), each.sent()));
                case Mail.Died each -> dead.put(each.moment(), new DeadLetter(each.letter(), each.at(), each.reason()));
                case Mail.Known each ->
                    settled.add(new Belongings.Settled(each.letter(), Times.ofMoment(each.moment())));
            }
        }
        if (waiting.size() != box.waiting()) {
            throw new Step.Changed();
        }
        List<AuditEntry> audit = step.all(Names.table(AuditRows.KIND, profile)).stream()
                .map(AuditRows::entry)
                .toList();
        List<Shelved> orphans = OrphanRows.newest(step, profile, Integer.MAX_VALUE);
        return new Belongings(
                profile,
                ProfileRows.record(found),
                found == null ? "" : found.by(),
                TagRows.present(step, profile),
                new ArrayList<>(waiting.values()),
                new ArrayList<>(dead.values()),
                settled,
                HistoryRows.all(step, profile),
                erased(step.value(Names.erased(profile))),
                orphans.reversed(),
                audit,
                ItemRows.of(step, profile));
    }

    private static long erased(@Nullable String token) {
        return token == null ? 0 : Long.parseLong(token);
    }
}
