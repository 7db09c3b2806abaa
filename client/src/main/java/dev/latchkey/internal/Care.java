package dev.latchkey.internal;

import dev.latchkey.LatchkeyException;
import dev.latchkey.PastSession;
import dev.latchkey.Revision;
import dev.latchkey.UnreadableProfileException;
import dev.latchkey.UpdateConflictException;
import dev.latchkey.spi.CodecException;
import dev.latchkey.spi.Difference;
import dev.latchkey.spi.Edit;
import dev.latchkey.spi.Effects;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.History;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.OrphanShelf;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.SessionEnd;
import dev.latchkey.spi.Shape;
import dev.latchkey.spi.Write;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks after the profiles of one store. Thread-safe. */
final class Care<T> {
    private static final int MOST = 1_000;

    private final Aside aside;
    private final Data<T> data;
    private final Listing listing;

    Care(Aside aside, Data<T> data) {
        this.aside = aside;
        this.data = data;
        this.listing = new Listing(aside);
    }

    Listing listing() {
        return listing;
    }

    List<Revision> history(ProfileId profile) {
        History history = engine(profile);
        List<History.Revision> stored = ask(profile, () -> history.revisions(profile, null, MOST));
        List<Revision> all = new ArrayList<>();
        stored.forEach(each ->
                all.add(new Revision(each.number(), each.saved(), each.server(), each.occasion(), each.bytes(), null)));
        orphans(profile).forEach(each -> all.add(orphan(each)));
        all.sort(Comparator.comparing(Revision::at).reversed()); // stable: of one moment, the newer number first
        return List.copyOf(all);
    }

    List<PastSession> sessions(ProfileId profile) {
        if (!(aside.direct().engine() instanceof Inspection inspection)) {
            throw new LatchkeyException("this engine keeps no audit; use another profile=" + profile, null);
        }
        return ask(profile, () -> inspection.audit(profile, MOST)).stream()
                .flatMap(Care::session)
                .toList();
    }

    private static Stream<PastSession> session(Inspection.AuditEntry entry) {
        Inspection.EndedSession session = entry.session();
        Id server = entry.from();
        SessionEnd how = SessionEnd.of(entry.what());
        return session == null || server == null || how == null
                ? Stream.empty()
                : Stream.of(new PastSession(
                        (session.name() + " " + server).strip(),
                        session.token(),
                        session.began(),
                        entry.at(),
                        how,
                        entry.by(),
                        session.lost()));
    }

    private Revision orphan(OrphanShelf.Shelved shelved) {
        OrphanShelf.Orphan orphan = shelved.orphan();
        String server = (aside.direct().nameOf(orphan.server()) + " " + orphan.server()).strip();
        return new Revision(
                0,
                shelved.at(),
                server,
                null,
                orphan.payload().size(),
                new Revision.Orphan(orphan.write(), orphan.reason(), orphan.maybeApplied()));
    }

    Optional<T> revision(ProfileId profile, long number) {
        return payload(profile, number)
                .map(payload -> data.read(profile, payload).value());
    }

    Optional<T> revision(ProfileId profile, Id orphan) {
        return payload(profile, orphan)
                .map(payload -> data.read(profile, payload).value());
    }

    private Optional<Payload> payload(ProfileId profile, Id orphan) {
        return orphans(profile).stream()
                .map(OrphanShelf.Shelved::orphan)
                .filter(each -> each.write().equals(orphan))
                .map(OrphanShelf.Orphan::payload)
                .findFirst();
    }

    private List<OrphanShelf.Shelved> orphans(ProfileId profile) {
        return aside.direct().engine() instanceof OrphanShelf shelf
                ? ask(profile, () -> shelf.orphans(profile, MOST))
                : List.of();
    }

    private Optional<Payload> payload(ProfileId profile, long number) {
        History history = engine(profile);
        return ask(profile, () -> history.revision(profile, number));
    }

    Payload existing(ProfileId profile, long number) {
        return payload(profile, number)
                .orElseThrow(() -> new LatchkeyException(
                        "there is no such state, or it is forgotten profile=" + profile + " number=" + number, null));
    }

    /**
     * @param after null for what is stored now
     */
    List<Difference> diff(ProfileId profile, long before, @Nullable Long after) {
        Payload old = existing(profile, before);
        Payload other = after == null
                ? aside.direct()
                        .read(profile, aside.patience())
                        .map(ProfileRecord::payload)
                        .orElse(null)
                : existing(profile, after);
        if (other == null) {
            return List.of(new Difference("/", old.size() + " bytes", null));
        }
        String codec = data.codec().name();
        if (!Shape.of(old).codec().equals(codec) || !Shape.of(other).codec().equals(codec)) {
            throw new LatchkeyException(
                    "states were written by other codecs profile=" + profile + " before=" + old + " after=" + other
                            + " this=" + codec,
                    null);
        }
        try {
            return data.codec().differences(old.bytes(), other.bytes());
        } catch (CodecException unreadable) {
            throw new LatchkeyException(
                    "states cannot be compared profile=" + profile + " problem=" + unreadable.getMessage(), unreadable);
        }
    }

    Payload existing(ProfileId profile, Id orphan) {
        return payload(profile, orphan)
                .orElseThrow(() ->
                        new LatchkeyException("there is no such orphan profile=" + profile + " write=" + orphan, null));
    }

    /** Whether a server has it open, perhaps a dead one. */
    boolean isOpen(ProfileId profile) {
        return aside.direct()
                .read(profile, aside.patience())
                .filter(record -> record.head().owner() != null)
                .isPresent();
    }

    /** For a profile that nobody has open: by a session of its own. */
    void restore(ProfileId profile, Payload old, T value) {
        new ShortSession(aside, profile).run(present -> restoring(present, old, value));
    }

    /** The write that puts an old payload in the place of what a session found; its end is the session's to choose. */
    Write restoring(ProfileRecord present, Payload old, T value) {
        ProfileId profile = present.profile();
        Set<String> had = items(profile, present.payload());
        Set<String> has = data.itemsOf(profile, value);
        Effects effects = new Effects(
                List.of(),
                List.of(),
                without(has, had),
                without(had, has),
                present.payload() == null ? null : Occasion.RESTORE,
                data.tagsOf(profile, value));
        return new Write(profile, Fence.of(present.head()), old, new Write.Keep(), effects);
    }

    /** What is there now may be what a restore is to mend: then nobody knows its items, and the index keeps them. */
    private Set<String> items(ProfileId profile, @Nullable Payload present) {
        try {
            return present == null
                    ? Set.of()
                    : data.itemsOf(profile, data.read(profile, present).value());
        } catch (UnreadableProfileException broken) {
            return Set.of();
        }
    }

    private static List<String> without(Set<String> some, Set<String> others) {
        Set<String> rest = new TreeSet<>(some);
        rest.removeAll(others);
        return List.copyOf(rest);
    }

    boolean erase(ProfileId profile) {
        Patience patience = aside.patience();
        while (true) {
            ProfileRecord found = aside.direct().read(profile, patience).orElse(null);
            if (found == null || (found.payload() == null && found.head().owner() == null)) {
                return false;
            }
            Head head = found.head();
            Edit edit = new Edit(profile, aside.direct().newId(), head.token(), head.version(), null, aside.name());
            if (aside.direct().edit(edit, patience)) {
                return true;
            }
            if (!patience.pause(edit.write().low())) {
                throw new UpdateConflictException(
                        "others were faster each time, nothing was erased profile=" + profile, null);
            }
        }
    }

    private History engine(ProfileId profile) {
        if (aside.direct().engine() instanceof History history) {
            return history;
        }
        throw new LatchkeyException("this engine keeps no history; use another profile=" + profile, null);
    }

    <R> R ask(ProfileId profile, Supplier<Outcome<R>> call) {
        return aside.direct().ask("nothing was read", profile.toString(), aside.patience(), call);
    }
}
