package dev.latchkey.spi;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A database that keeps profiles: the upper level of the plug-in interface. A store that is only a
 * conditional table implements {@link ConditionalTable} and gets this by {@link TableEngine}.
 *
 * <p>The numbered contract is {@code docs/contracts.md}; {@code StorageEngineContract} in the testkit
 * has a test for each sentence. In short:
 *
 * <ul>
 *   <li>Each verb is one atomic step per item, in one round trip per call, linearizable with all others.
 *   <li>A batch is so many independent items: replies come in the order of the requests, one item's
 *       refusal or failure leaves the others alone.
 *   <li>{@link Outcome.Done} means durable. A failure whose effect is not surely excluded is {@link
 *       Outcome.Unknown}; verbs report failures as outcomes and do not throw.
 *   <li>Methods block, are called from many threads at once, and end within the engine's own time-out.
 *   <li>Nothing is decided by a caller's clock; leases run by the store's.
 * </ul>
 *
 * Optional abilities are interfaces of their own, found by type: {@link Inspection}, {@link OrphanShelf}, {@link
 * Mailboxes}, {@link ItemIndex}, {@link History}, {@link Tags}, {@link Housekeeping}, {@link
 * Relocation}. An engine without them rejects commits that have {@link Effects}.
 */
public interface StorageEngine extends AutoCloseable {
    /** Claims sessions (rule S1). */
    List<Outcome<OpenReply>> open(List<Open> opens);

    /** Applies fenced writes, each commit as a whole (rules S2, S3). */
    List<Outcome<CommitReply>> commit(List<Commit> commits);

    /**
     * Like {@link #commit}, but asks for the commits when it is ready for them, so that those which come while
     * others write go along. It asks once, perhaps on another thread, and for at most 256.
     *
     * @param commits does not block; may give none
     */
    default List<Outcome<CommitReply>> commitLate(Supplier<List<Commit>> commits) {
        List<Commit> ready = commits.get();
        return ready.isEmpty() ? List.of() : commit(ready);
    }

    /** Ends claims that nobody waits for (rule L9). */
    List<Outcome<Cancel.Cancelled>> cancel(List<Cancel> cancels);

    /** Changes profiles without a session (rule S5). */
    List<Outcome<Edit.Edited>> edit(List<Edit> edits);

    /** Reads records without taking a lock; empty where there is none. */
    List<Outcome<Optional<ProfileRecord>>> read(List<ProfileId> profiles);

    /** Inserts a server's row (rule L2). */
    Outcome<Registration.Registered> register(Registration registration);

    /** Renews a server's lease and brings what the bus may have lost (rule L1). */
    Outcome<RenewReply> renew(Renewal renewal);

    /** Ends a server for good (rule L2). */
    Outcome<Burial.Reply> bury(Burial burial);

    /**
     * URL of the bus to use where the user names none, for example local sockets beside a file; empty
     * for none.
     */
    Optional<String> defaultBus();

    /** Frees what the engine holds; verbs called later are {@link Outcome.NotDone}. Does not throw. */
    @Override
    void close();
}
