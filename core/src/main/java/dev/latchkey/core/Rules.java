package dev.latchkey.core;

import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of a server that safety and liveness rest on, one method each, so that the simulator can plant
 * a wrong one. Thread-safe: no state.
 */
public class Rules {
    /** The rules of {@code protocol.md}. */
    public static final Rules PROTOCOL = new Rules();

    /** What a record tells about a commit whose fence it did not fit. */
    public enum Verdict {
        /** It has been applied. */
        DONE,
        /** It surely has not been and never will be. */
        REFUSED,
        /** Neither: the token moved further than the record remembers. */
        UNKNOWN
    }

    /** For subclasses. */
    protected Rules() {}

    /**
     * S4: a commit is recognised by {@code write}; where the token is one higher by {@code sealed}; where it
     * moved further, not at all.
     *
     * @param successor id of a commit that can only follow this one, null for none
     */
    protected Verdict recognise(Fence fence, Id write, @Nullable Id successor, @Nullable Head head) {
        if (head == null || head.token() < fence.token()) {
            return Verdict.UNKNOWN;
        }
        if (head.token() == fence.token()) {
            if (write.equals(head.write()) || (successor != null && successor.equals(head.write()))) {
                return Verdict.DONE;
            }
            return head.version() <= fence.version() + 1 ? Verdict.REFUSED : Verdict.UNKNOWN;
        }
        if (head.token() == fence.token() + 1) {
            boolean mine = write.equals(head.sealed()) || (successor != null && successor.equals(head.sealed()));
            return mine ? Verdict.DONE : Verdict.REFUSED;
        }
        return Verdict.UNKNOWN;
    }

    /** S4: a commit whose outcome is unknown is settled by a retry alone. */
    protected Verdict withoutReply() {
        return Verdict.UNKNOWN;
    }

    /** L3: elapsed time, by the larger of both clocks, for the monotonic one stands still in a suspended machine. */
    protected long elapsed(Now from, Now to) {
        return Math.max(to.mono() - from.mono(), to.wall() - from.wall());
    }

    /** L3: the part of a lease that counts, less a margin for clock rates. */
    protected long usable(long leaseNanos, int marginPercent) {
        return leaseNanos / 100 * (100 - marginPercent);
    }

    /** L3: the moment from which a lease counts. */
    protected Now leaseFrom(Now sent, Now answered) {
        return sent;
    }

    /** Nanoseconds of an own clock in which a whole lease has passed on every other. */
    protected long wholeLease(long leaseNanos, int marginPercent) {
        return leaseNanos / (100 - marginPercent) * 100;
    }

    /** L3: from the first sending of the commit that ends a session it is not active. */
    protected boolean activeWhileEnding() {
        return false;
    }

    /** L3: a session is active under the id that the record names, and only while that id is the server's. */
    protected boolean activeUnder(Id sessions, @Nullable Id servers) {
        return sessions.equals(servers);
    }

    /** L5: a grant is sent after the store has confirmed the hand-off. */
    protected boolean grantsUnconfirmed() {
        return false;
    }

    /** L3, L5: a grant or reply is for the server's present id; one for a former id is never consumed. */
    protected boolean isForMe(Id addressed, @Nullable Id server) {
        return addressed.equals(server);
    }

    /** L5: a claim is consumed once, by the load that waits under it. */
    protected boolean consumes(Load load, Id claim) {
        return load.phase != Load.Phase.OVER && claim.equals(load.claim);
    }

    /** L5: a grant or reply whose claim is held here is ignored. */
    protected boolean ignoresDuplicate(Session held, Id claim) {
        return claim.equals(held.claim);
    }

    /** L8: a wanted session that is neither held nor waited for is freed. */
    protected boolean freesStrays() {
        return true;
    }

    /** L8: a claim that is still waited for is left alone. */
    protected boolean sparesAwaited() {
        return true;
    }

    /** L4: an owner with another token than the one that the request names ignores it. */
    protected boolean answersAsk(long named, long token) {
        return named == token;
    }

    /** L7: live owners are not robbed: what a load does first where one has the session. */
    protected boolean stealsOnSight(Conflict conflict) {
        return conflict == Conflict.STEAL;
    }

    /** L7: a stolen session is not active until its old owner has said so, or a whole lease is over. */
    protected boolean waitsAfterSteal() {
        return true;
    }

    /** S3: save and release are one write. */
    protected boolean releasesWithState() {
        return true;
    }

    /** No write after close. */
    protected boolean savesAfterClose() {
        return false;
    }

    /** S4: an open is repeated under the claim of the one whose reply was lost. */
    protected boolean repeatsClaim() {
        return true;
    }

    /** L2: another server is buried only when its lease is over. */
    protected boolean buriesEarly() {
        return false;
    }

    /** L9: a load that has ended gives back what it may still be granted. */
    protected boolean givesBack() {
        return true;
    }

    /** L3: what is lost is lost because the record's token has moved, not because a commit was refused. */
    protected boolean lostBy(Verdict verdict) {
        return verdict != Verdict.DONE;
    }

    /** S6: a letter's effect and its acknowledgement are one commit. */
    protected boolean settlesWithState() {
        return true;
    }

    /** S7: a frozen session that reads "not yet" knows nothing: only a commit settles it. */
    protected boolean settlesByReading() {
        return false;
    }

    /** S7: a refused commit that shows the transaction's id means that it is stored, not that the session is lost. */
    protected boolean adopts() {
        return true;
    }
}
