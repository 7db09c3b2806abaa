package dev.latchkey.internal;

import dev.latchkey.OutcomeUnknownException;
import dev.latchkey.ProfileInUseException;
import dev.latchkey.ShuttingDownException;
import dev.latchkey.StoreAwayException;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Edit;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls of the store that the node knows nothing of, for what has no session. The same request goes again until the store
 * answers, or patience is over (S4). Blocks, on the caller's thread. Thread-safe.
 */
final class Direct {
    private final Server server;
    private final RandomIds ids = new RandomIds();

    Direct(Server server) {
        this.server = server;
    }

    /** What became of one write. */
    sealed interface Written {}

    /** It is stored; {@code newest} is null where others may have written since. */
    record Stored(CommitReply.@Nullable Written newest) implements Written {}

    /** It is surely not stored and never will be: the record shows this, null where there is none. */
    record Moved(@Nullable Head head) implements Written {}

    /** The store does not take it. */
    record Rejected(CommitReply.Rejected reply) implements Written {}

    Id newId() {
        return ids.get();
    }

    StorageEngine engine() {
        return server.engine();
    }

    Optional<ProfileRecord> read(ProfileId profile, Patience patience) {
        return ask(
                "nothing was read",
                profile.toString(),
                patience,
                () -> engine().read(List.of(profile)).get(0));
    }

    /** The newest of each, in their order. */
    List<Optional<ProfileRecord>> readAll(List<ProfileId> profiles, Patience patience) {
        return ask("nothing was read", profiles.get(0).toString(), patience, () -> all(engine().read(profiles)));
    }

    private static <R> Outcome<List<R>> all(List<Outcome<R>> outcomes) {
        List<R> replies = new ArrayList<>();
        for (Outcome<R> outcome : outcomes) {
            if (!(outcome instanceof Outcome.Done<R>(R reply))) {
                Outcome.Failure failure = failure(outcome);
                return Outcome.notDone(failure.message(), failure.cause());
            }
            replies.add(reply);
        }
        return Outcome.done(replies);
    }

    /**
     * The reply to a request that may be repeated.
     *
     * @param what became of it where there is none
     * @param of what it concerns
     */
    <R> R ask(String what, String of, Patience patience, Supplier<Outcome<R>> call) {
        while (true) {
            Outcome<R> outcome = guarded(call);
            if (outcome instanceof Outcome.Done<R>(R reply)) {
                return reply;
            }
            next(of, patience, failure(outcome), null, what);
        }
    }

    /**
     * One write by a fence.
     *
     * @throws OutcomeUnknownException if nobody can tell what became of it
     * @throws StoreAwayException if it is surely not stored, since the store does not answer
     */
    Written write(Write write, Patience patience) {
        Commit commit = Commit.of(newId(), server.id(), write);
        String profile = write.profile().toString();
        boolean doubt = false;
        while (true) {
            Outcome<CommitReply> outcome =
                    guarded(() -> engine().commit(List.of(commit)).get(0));
            if (outcome instanceof Outcome.Done<CommitReply>(CommitReply reply)) {
                return written(commit, write, reply, doubt);
            }
            doubt |= outcome instanceof Outcome.Unknown<CommitReply>;
            next(profile, patience, failure(outcome), doubt ? commit.write() : null, "nothing was written");
        }
    }

    private static Written written(Commit commit, Write write, CommitReply reply, boolean doubt) {
        return switch (reply) {
            case CommitReply.Applied applied -> new Stored(applied.written().get(0));
            case CommitReply.Rejected rejected -> new Rejected(rejected);
            case CommitReply.Refused refused -> {
                Head head = refused.heads().get(0);
                boolean stored = head != null
                        && recognised(
                                head,
                                write.profile(),
                                commit.write(),
                                write.fence().version(),
                                doubt);
                yield stored ? new Stored(null) : new Moved(head);
            }
        };
    }

    /**
     * One edit in the store (S5).
     *
     * @return whether it is done; if not, the record was not as expected
     */
    boolean edit(Edit edit, Patience patience) {
        boolean doubt = false;
        while (true) {
            Outcome<Edit.Edited> outcome =
                    guarded(() -> engine().edit(List.of(edit)).get(0));
            if (outcome instanceof Outcome.Done<Edit.Edited>(Edit.Edited reply)) {
                return reply.applied() || recognised(reply.head(), edit.profile(), edit.write(), edit.version(), doubt);
            }
            doubt |= outcome instanceof Outcome.Unknown<Edit.Edited>;
            next(
                    edit.profile().toString(),
                    patience,
                    failure(outcome),
                    doubt ? edit.write() : null,
                    "nothing was changed");
        }
    }

    /**
     * S4: whether a write that now comes too late had come before.
     *
     * @param version that it was made for
     * @throws OutcomeUnknownException if nobody can tell
     */
    private static boolean recognised(Head head, ProfileId profile, Id write, long version, boolean doubt) {
        if (write.equals(head.write()) || write.equals(head.sealed())) {
            return true;
        }
        if (doubt && head.version() > version + 1) {
            throw unknown(profile.toString(), write, null);
        }
        return false;
    }

    private static <R> Outcome<R> guarded(Supplier<Outcome<R>> call) {
        try {
            return call.get();
        } catch (RuntimeException | LinkageError thrown) {
            // What an engine throws leaves open what it did.
            return Outcome.unknown("the engine threw: " + thrown, thrown);
        }
    }

    private static <R> Outcome.Failure failure(Outcome<R> outcome) {
        return switch (outcome) {
            case Outcome.Done<R> done -> throw new IllegalStateException("a reply is no failure: " + done);
            case Outcome.NotDone<R>(Outcome.Failure failure) -> failure;
            case Outcome.Unknown<R>(Outcome.Failure failure) -> failure;
        };
    }

    /** Another try follows, or none does. */
    private void next(String of, Patience patience, Outcome.Failure failure, @Nullable Id inDoubt, String what) {
        if (!server.isClosing() && patience.pause(of.hashCode() ^ server.id().low())) {
            return;
        }
        if (inDoubt != null) {
            throw unknown(of, inDoubt, failure.cause());
        }
        if (server.isClosing()) {
            throw new ShuttingDownException("this server is being closed, " + what + " profile=" + of, null);
        }
        throw new StoreAwayException(
                "store did not answer, " + what + " profile=" + of + " store=" + failure.message(), failure.cause());
    }

    private static OutcomeUnknownException unknown(String profile, Id write, @Nullable Throwable cause) {
        return new OutcomeUnknownException(
                "write may have been stored, nobody can tell; look at the record before trying again profile=" + profile
                        + " write=" + write,
                cause);
    }

    /** Why a record that has an owner is left alone. */
    ProfileInUseException inUse(ProfileRecord record, Id owner) {
        return new ProfileInUseException(
                record.profile(), owner, nameOf(owner), record.dates().session(), false);
    }

    /** Display name of a server, empty where unknown. */
    String nameOf(Id id) {
        if (engine() instanceof Inspection inspection
                && inspection.servers()
                        instanceof Outcome.Done<List<Inspection.ServerInfo>>(List<Inspection.ServerInfo> servers)) {
            return servers.stream()
                    .filter(each -> each.server().equals(id))
                    .map(Inspection.ServerInfo::name)
                    .findFirst()
                    .orElse("");
        }
        return "";
    }
}
