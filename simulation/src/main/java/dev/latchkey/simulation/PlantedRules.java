package dev.latchkey.simulation;

import dev.latchkey.core.Conflict;
import dev.latchkey.core.Load;
import dev.latchkey.core.Now;
import dev.latchkey.core.Rules;
import dev.latchkey.core.Session;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import org.jspecify.annotations.Nullable;

/** Servers with one wrong decision each. */
final class PlantedRules {
    private PlantedRules() {}

    /** A commit is recognised by "somebody wrote my version". */
    static final class ByVersion extends Rules {
        @Override
        protected Verdict recognise(Fence fence, Id write, @Nullable Id successor, @Nullable Head head) {
            return head != null && head.version() > fence.version() ? Verdict.DONE : Verdict.REFUSED;
        }
    }

    /** What does not fit is refused. */
    static final class NoRecognition extends Rules {
        @Override
        protected Verdict recognise(Fence fence, Id write, @Nullable Id successor, @Nullable Head head) {
            return Verdict.REFUSED;
        }
    }

    /** An unknown outcome is taken for another. */
    static final class Unretried extends Rules {
        private final Verdict verdict;

        Unretried(Verdict verdict) {
            this.verdict = verdict;
        }

        @Override
        protected Verdict withoutReply() {
            return verdict;
        }
    }

    /** {@code sealed} is not asked. */
    static final class Unsealed extends Rules {
        @Override
        protected Verdict recognise(Fence fence, Id write, @Nullable Id successor, @Nullable Head head) {
            boolean moved = head != null && head.token() > fence.token();
            return moved ? Verdict.UNKNOWN : super.recognise(fence, write, successor, head);
        }
    }

    /** A grant is sent before the store has confirmed the hand-off. */
    static final class EarlyGrant extends Rules {
        @Override
        protected boolean grantsUnconfirmed() {
            return true;
        }
    }

    /** A claim is consumed as often as it comes. */
    static final class AnyClaim extends Rules {
        @Override
        protected boolean consumes(Load load, Id claim) {
            return true;
        }
    }

    /** A grant that comes twice gives back the session that it brought. */
    static final class DuplicateReleases extends Rules {
        @Override
        protected boolean ignoresDuplicate(Session held, Id claim) {
            return false;
        }
    }

    /** A grant for a former id is consumed. */
    static final class FormerId extends Rules {
        private boolean former;

        @Override
        protected boolean isForMe(Id addressed, @Nullable Id server) {
            former = !addressed.equals(server);
            return true;
        }

        /** The load waits under another claim since it has another id. */
        @Override
        protected boolean consumes(Load load, Id claim) {
            return former || super.consumes(load, claim);
        }

        @Override
        protected boolean activeUnder(Id sessions, @Nullable Id servers) {
            return true;
        }
    }

    /** Active until the reply of the ending commit. */
    static final class ActiveWhileEnding extends Rules {
        @Override
        protected boolean activeWhileEnding() {
            return true;
        }
    }

    /** A stray is freed although a load waits for it. */
    static final class StrayAwaited extends Rules {
        @Override
        protected boolean sparesAwaited() {
            return false;
        }
    }

    /** Strays stay. */
    static final class StraysStay extends Rules {
        @Override
        protected boolean freesStrays() {
            return false;
        }
    }

    /** A late release request ends whatever session there is. */
    static final class AnyAsk extends Rules {
        @Override
        protected boolean answersAsk(long named, long token) {
            return true;
        }
    }

    /** The lease counts in full, whatever the clocks' rates. */
    static final class NoMargin extends Rules {
        @Override
        protected long usable(long leaseNanos, int marginPercent) {
            return leaseNanos;
        }
    }

    /** The lease counts from the reply. */
    static final class FromReply extends Rules {
        @Override
        protected Now leaseFrom(Now sent, Now answered) {
            return answered;
        }
    }

    /** Only the monotonic clock counts. */
    static final class MonoOnly extends Rules {
        @Override
        protected long elapsed(Now from, Now to) {
            return to.mono() - from.mono();
        }
    }

    /** Servers are buried before their lease is over. */
    static final class EarlyBurial extends Rules {
        @Override
        protected boolean buriesEarly() {
            return true;
        }
    }

    /** Whatever is met is stolen, and active at once. */
    static final class StealOnSight extends Rules {
        @Override
        protected boolean stealsOnSight(Conflict conflict) {
            return true;
        }

        @Override
        protected boolean waitsAfterSteal() {
            return false;
        }
    }

    /** A stolen session is active at once. */
    static final class NoWaitAfterSteal extends Rules {
        @Override
        protected boolean waitsAfterSteal() {
            return false;
        }
    }

    /** A session is released without its last state. */
    static final class ReleaseWithoutSave extends Rules {
        @Override
        protected boolean releasesWithState() {
            return false;
        }
    }

    /** Saves go on after the close. */
    static final class SaveAfterClose extends Rules {
        @Override
        protected boolean savesAfterClose() {
            return true;
        }
    }

    /** An open whose reply was lost is repeated under a new claim. */
    static final class FreshClaim extends Rules {
        @Override
        protected boolean repeatsClaim() {
            return false;
        }
    }

    /** A load that ended gives nothing back. */
    static final class KeepsGrants extends Rules {
        @Override
        protected boolean givesBack() {
            return false;
        }
    }

    /** A letter is acknowledged in a commit before that of its effect. */
    static final class SettlesApart extends Rules {
        @Override
        protected boolean settlesWithState() {
            return false;
        }
    }

    /** A frozen session that reads "not yet" goes on. */
    static final class UnfreezesAfterARead extends Rules {
        @Override
        protected boolean settlesByReading() {
            return true;
        }
    }

    /** A refused commit is taken for the loss of the session, although a transaction of its own was stored. */
    static final class NeverAdopts extends Rules {
        @Override
        protected boolean adopts() {
            return false;
        }
    }

    /** A transaction's write to another's record is recognised as if that one had written nothing since. */
    static final class MembersStandStill extends Rules {
        @Override
        protected Verdict recogniseMember(Fence fence, Id write, @Nullable Head head) {
            return recognise(fence, write, null, head);
        }
    }
}
