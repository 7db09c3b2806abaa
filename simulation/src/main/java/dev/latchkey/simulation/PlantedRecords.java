package dev.latchkey.simulation;

import dev.latchkey.spi.Cancel;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.RecordRules;
import dev.latchkey.spi.ServerRow;
import dev.latchkey.spi.Write;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stores with one wrong decision about records each. */
final class PlantedRecords {
    private PlantedRecords() {}

    /** A write is fenced by its token only. */
    static final class TokenOnly extends RecordRules {
        @Override
        protected boolean matches(Head head, Fence fence) {
            return head.token() == fence.token();
        }
    }

    /** A write is fenced by its version only. */
    static final class VersionOnly extends RecordRules {
        @Override
        protected boolean matches(Head head, Fence fence) {
            return head.version() == fence.version();
        }
    }

    /** A write is refused only where another has the session. */
    static final class NotLockedByAnother extends RecordRules {
        @Override
        protected boolean matches(Head head, Fence fence) {
            return head.owner() == null || Objects.equals(head.claim(), fence.claim());
        }
    }

    /** Whoever opens gets the session. */
    static final class NoLockCheck extends RecordRules {
        @Override
        protected boolean free(@Nullable ServerRow owner) {
            return true;
        }
    }

    /** An open is recognised by its server, whatever its claim. */
    static final class OwnerOnly extends RecordRules {
        @Override
        protected boolean recognises(Head head, Open asked) {
            return asked.server().equals(head.owner());
        }
    }

    /** No open is recognised. */
    static final class NeverRecognised extends RecordRules {
        @Override
        protected boolean recognises(Head head, Open asked) {
            return false;
        }

        /** Otherwise the server would take its own session back as a stray. */
        @Override
        protected boolean reclaimable(Head head, Open.Reclaim asked) {
            return false;
        }
    }

    /** A hand-off leaves the token. */
    static final class SameTokenHandOff extends RecordRules {
        @Override
        protected long tokenOfHandOff(long token) {
            return token;
        }
    }

    /** A re-claim asks for neither owner nor token. */
    static final class ReclaimFromAnybody extends RecordRules {
        @Override
        protected boolean reclaimable(Head head, Open.Reclaim asked) {
            return head.owner() != null;
        }
    }

    /** A commit without data leaves the version. */
    static final class VersionStays extends RecordRules {
        @Override
        public Step<CommitReply.Written> apply(
                @Nullable ProfileRecord found,
                Write write,
                Id id,
                Function<Id, @Nullable ServerRow> servers,
                Instant now) {
            Step<CommitReply.Written> step = super.apply(found, write, id, servers, now);
            ProfileRecord after = step.after();
            if (write.payload() != null || after == null) {
                return step;
            }
            long version = write.fence().version();
            Head head = withVersion(
                    after.head(), after.head().token(), version, after.head().sealed());
            CommitReply.Written reply = step.reply();
            return new Step<>(
                    new CommitReply.Written(reply.token(), version, reply.holder()),
                    new ProfileRecord(
                            after.profile(), head, after.payload(), after.erased(), after.dates(), after.contested()),
                    null);
        }
    }

    /** An edit leaves token and version. */
    static final class EditInPlace extends RecordRules {
        @Override
        protected Head edited(Head head, Id write) {
            Head edited = super.edited(head, write);
            return withVersion(edited, head.token(), head.version(), head.sealed());
        }
    }

    private static Head withVersion(Head head, long token, long version, @Nullable Id sealed) {
        return new Head(
                token,
                head.owner(),
                head.claim(),
                version,
                head.write(),
                sealed,
                head.spent(),
                head.asks(),
                head.wanted());
    }

    /** A stray is freed by its owner, whatever its claim. */
    static final class StrayByOwner extends RecordRules {
        @Override
        protected boolean strayOf(Head head, Cancel asked) {
            return asked.server().equals(head.owner());
        }
    }

    /** A steal takes whatever session there is, late ones too. */
    static final class AnySteal extends RecordRules {
        @Override
        public Step<OpenReply> open(
                @Nullable ProfileRecord found, Open asked, Function<Id, @Nullable ServerRow> servers, Instant now) {
            if (found == null || !(asked.mode() instanceof Open.Steal)) {
                return super.open(found, asked, servers, now);
            }
            Open.Steal any = new Open.Steal(found.head().token());
            return super.open(found, new Open(asked.profile(), asked.server(), asked.claim(), any), servers, now);
        }

        @Override
        protected boolean isSpent(Head head, Id claim) {
            return false;
        }
    }

    /** A server without a row is taken for buried. */
    static final class MissingIsBuried extends RecordRules {
        @Override
        protected boolean free(@Nullable ServerRow owner) {
            return owner == null || owner.buried();
        }
    }

    /** What is taken from a live owner is active at once. */
    static final class Uncontested extends RecordRules {
        @Override
        protected @Nullable Instant contest(@Nullable ProfileRecord found, @Nullable ServerRow owner) {
            return null;
        }
    }

    /** A claim that ended can still be granted a session. */
    static final class SpentIsForgotten extends RecordRules {
        @Override
        protected boolean isSpent(Head head, Id claim) {
            return false;
        }
    }
}
