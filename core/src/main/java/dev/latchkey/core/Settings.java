package dev.latchkey.core;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * The times of the protocol. {@link #DEFAULT} holds those of {@code protocol.md}. Immutable.
 *
 * @param name display name of this server, for people
 * @param lease how long the server's lease lasts (L1)
 * @param renewal how often it is renewed (L1)
 * @param margin how far two clocks may differ in rate, in percent of the slower one's second (L3)
 * @param settled how long an own lease must have held before others may be buried (L2)
 * @param ask time between release requests of one load (L4)
 * @param askTimes how many of them before {@code askSlowly} applies (L4)
 * @param askSlowly time between later requests (L4)
 * @param patienceForAck after this long without an acknowledgement a load records itself as wanted (L4)
 * @param ackWithin a request is acknowledged after this long, unless the grant itself answers before (L4)
 * @param poll time between a waiting load's looks at the record (L6)
 * @param notice how long the game has when its session ends (L4)
 * @param retryFirst pause before the first retry of a failed store request
 * @param retryMost longest pause between retries
 * @param parked how long a session that was transferred here waits for its load
 * @param grantBytes the largest payload that a grant carries over the bus (L5)
 * @param freeze how long a frozen session waits for a sign of its transaction (S7)
 * @param transactionTries how often a transaction asks a silent server or store before it looks anew, or gives up
 * @param historyPace time between two states of a session that are kept in the history; zero: none is kept
 */
public record Settings(
        String name,
        Duration lease,
        Duration renewal,
        int margin,
        Duration settled,
        Duration ask,
        int askTimes,
        Duration askSlowly,
        Duration patienceForAck,
        Duration ackWithin,
        Duration poll,
        Duration notice,
        Duration retryFirst,
        Duration retryMost,
        Duration parked,
        int grantBytes,
        Duration freeze,
        int transactionTries,
        Duration historyPace) {
    /** The times of the protocol. */
    public static final Settings DEFAULT = new Settings(
            "server",
            Duration.ofSeconds(15),
            Duration.ofSeconds(5),
            20,
            Duration.ofSeconds(6),
            Duration.ofSeconds(1),
            10,
            Duration.ofSeconds(5),
            Duration.ofMillis(100),
            Duration.ofMillis(20),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofMillis(50),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            256 * 1024,
            Duration.ofSeconds(2),
            10,
            Duration.ofHours(1));

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Settings {
        check(!name.isBlank() && name.length() <= 64, "name", name, "1-64 characters");
        check(margin >= 0 && margin <= 50, "margin", margin, "0-50 percent");
        check(lease.toMillis() >= 100, "lease", lease, "at least 100 ms");
        check(
                renewal.multipliedBy(2)
                                .compareTo(lease.multipliedBy(100 - margin).dividedBy(100))
                        <= 0,
                "renewal",
                renewal,
                "at most half of the lease less its margin");
    }

    private static void check(boolean good, String name, Object value, String range) {
        if (!good) {
            throw new IllegalArgumentException("setting out of range: " + name + "=" + value + ", allowed: " + range);
        }
    }

    /** With another display name. */
    public Settings withName(String name) {
        return with(draft -> draft.name = name);
    }

    /** With another lease and renewal. */
    public Settings withLease(Duration lease, Duration renewal) {
        return with(draft -> {
            draft.lease = lease;
            draft.renewal = renewal;
        });
    }

    /** With another time for the game when its session ends. */
    public Settings withNotice(Duration notice) {
        return with(draft -> draft.notice = notice);
    }

    /** With another bound of what a grant carries. */
    public Settings withGrantBytes(int grantBytes) {
        return with(draft -> draft.grantBytes = grantBytes);
    }

    /** With another time that must pass before others may be buried. */
    public Settings withSettled(Duration settled) {
        return with(draft -> draft.settled = settled);
    }

    /** With another pace of the history; zero for none. */
    public Settings withHistoryPace(Duration pace) {
        return with(draft -> draft.historyPace = pace);
    }

    /** Whether states are kept in the history. */
    boolean keepsHistory() {
        return historyPace.isPositive();
    }

    private Settings with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.done();
    }

    /** Settings being changed: names each of them once. */
    private static final class Draft {
        String name;
        Duration lease;
        Duration renewal;
        int margin;
        Duration settled;
        Duration ask;
        int askTimes;
        Duration askSlowly;
        Duration patienceForAck;
        Duration ackWithin;
        Duration poll;
        Duration notice;
        Duration retryFirst;
        Duration retryMost;
        Duration parked;
        int grantBytes;
        Duration freeze;
        int transactionTries;
        Duration historyPace;

        Draft(Settings from) {
            name = from.name;
            lease = from.lease;
            renewal = from.renewal;
            margin = from.margin;
            settled = from.settled;
            ask = from.ask;
            askTimes = from.askTimes;
            askSlowly = from.askSlowly;
            patienceForAck = from.patienceForAck;
            ackWithin = from.ackWithin;
            poll = from.poll;
            notice = from.notice;
            retryFirst = from.retryFirst;
            retryMost = from.retryMost;
            parked = from.parked;
            grantBytes = from.grantBytes;
            freeze = from.freeze;
            transactionTries = from.transactionTries;
            historyPace = from.historyPace;
        }

        Settings done() {
            return new Settings(
                    name,
                    lease,
                    renewal,
                    margin,
                    settled,
                    ask,
                    askTimes,
                    askSlowly,
                    patienceForAck,
                    ackWithin,
                    poll,
                    notice,
                    retryFirst,
                    retryMost,
                    parked,
                    grantBytes,
                    freeze,
                    transactionTries,
                    historyPace);
        }
    }
}
