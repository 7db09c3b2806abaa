package dev.latchkey.spi;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One server's row in a table: the row itself, and what its next renewal brings.
 *
 * @param wanted profiles that may be its own and wanted; a hint, checked when it is read
 * @param lastTaken highest number given in {@code taken}, also after all were acknowledged
 * @param taken sessions that somebody takes or took from it, oldest first
 */
record TableServer(ServerRow row, List<ProfileId> wanted, long lastTaken, List<RenewReply.Taken> taken) {
    /** How many entries either list has at most. */
    static final int MAX_LISTED = 1_000;

    TableServer {
        wanted = List.copyOf(wanted);
        taken = List.copyOf(taken);
    }

    static TableServer of(ServerRow row) {
        return new TableServer(row, List.of(), 0, List.of());
    }

    /** A buried server's lists are dropped: no renewal will ask for them. */
    TableServer with(ServerRow next) {
        return next.buried() ? of(next) : new TableServer(next, wanted, lastTaken, taken);
    }

    /** With the profile listed as wanted; null where it is already, or the list is full. */
    @Nullable
    TableServer listing(ProfileId profile) {
        if (wanted.contains(profile) || wanted.size() >= MAX_LISTED) {
            return null;
        }
        List<ProfileId> longer = new ArrayList<>(wanted);
        longer.add(profile);
        longer.sort(null);
        return new TableServer(row, longer, lastTaken, taken);
    }

    /** Whether this loss is listed. */
    boolean lists(ProfileId profile, RecordRules.Loss loss) {
        return taken.stream()
                .anyMatch(each -> each.profile().equals(profile)
                        && each.token() == loss.token()
                        && each.claim().equals(loss.claim())
                        && each.how() == loss.how()
                        && each.by().equals(loss.by()));
    }

    TableServer losing(ProfileId profile, RecordRules.Loss loss) {
        List<RenewReply.Taken> longer = new ArrayList<>(taken);
        longer.add(new RenewReply.Taken(lastTaken + 1, profile, loss.token(), loss.claim(), loss.how(), loss.by()));
        return new TableServer(row, wanted, lastTaken + 1, longer);
    }

    TableServer renewed(ServerRow next, List<ProfileId> stillWanted, long acknowledged) {
        List<RenewReply.Taken> rest =
                taken.stream().filter(each -> each.number() > acknowledged).toList();
        return new TableServer(next, stillWanted, lastTaken, rest);
    }
}
