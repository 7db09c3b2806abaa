package dev.latchkey.core;

import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Cancel;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Delivery;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.OrphanShelf;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Registration;
import dev.latchkey.spi.RenewReply;
import dev.latchkey.spi.Renewal;
import java.util.List;
import java.util.Optional;

/**
 * Something that the core asks of the store. Whoever runs the core executes it and feeds one {@link
 * Input.Completed} for it, however late; {@link Outcome.Unknown} at the latest when the engine's time-out is
 * over. Requests have identity: the same verb asked twice is two requests.
 *
 * @param <R> the store's reply
 */
public abstract sealed class Request<R> {
    /** Tells the asker; called by {@link Node} only. */
    abstract void completed(Outcome<R> outcome);

    /** {@link dev.latchkey.spi.StorageEngine#open}. */
    public static final class ToOpen extends Request<OpenReply> {
        public final Open open;
        private final OnReply<ToOpen, OpenReply> then;

        ToOpen(Open open, OnReply<ToOpen, OpenReply> then) {
            this.open = open;
            this.then = then;
        }

        @Override
        void completed(Outcome<OpenReply> outcome) {
            then.completed(this, outcome);
        }
    }

    /** {@link dev.latchkey.spi.StorageEngine#commit}. */
    public static final class ToCommit extends Request<CommitReply> {
        public final Commit commit;
        private final OnReply<ToCommit, CommitReply> then;

        ToCommit(Commit commit, OnReply<ToCommit, CommitReply> then) {
            this.commit = commit;
            this.then = then;
        }

        @Override
        void completed(Outcome<CommitReply> outcome) {
            then.completed(this, outcome);
        }
    }

    /** {@link dev.latchkey.spi.StorageEngine#cancel}. */
    public static final class ToCancel extends Request<Cancel.Cancelled> {
        public final Cancel cancel;
        private final OnReply<ToCancel, Cancel.Cancelled> then;

        ToCancel(Cancel cancel, OnReply<ToCancel, Cancel.Cancelled> then) {
            this.cancel = cancel;
            this.then = then;
        }

        @Override
        void completed(Outcome<Cancel.Cancelled> outcome) {
            then.completed(this, outcome);
        }
    }

    /** {@link dev.latchkey.spi.StorageEngine#register}. */
    public static final class ToRegister extends Request<Registration.Registered> {
        public final Registration registration;
        private final OnReply<ToRegister, Registration.Registered> then;

        ToRegister(Registration registration, OnReply<ToRegister, Registration.Registered> then) {
            this.registration = registration;
            this.then = then;
        }

        @Override
        void completed(Outcome<Registration.Registered> outcome) {
            then.completed(this, outcome);
        }
    }

    /** {@link dev.latchkey.spi.StorageEngine#renew}. */
    public static final class ToRenew extends Request<RenewReply> {
        public final Renewal renewal;
        private final OnReply<ToRenew, RenewReply> then;

        ToRenew(Renewal renewal, OnReply<ToRenew, RenewReply> then) {
            this.renewal = renewal;
            this.then = then;
        }

        @Override
        void completed(Outcome<RenewReply> outcome) {
            then.completed(this, outcome);
        }
    }

    /** {@link dev.latchkey.spi.StorageEngine#bury}. */
    public static final class ToBury extends Request<Burial.Reply> {
        public final Burial burial;
        private final OnReply<ToBury, Burial.Reply> then;

        ToBury(Burial burial, OnReply<ToBury, Burial.Reply> then) {
            this.burial = burial;
            this.then = then;
        }

        @Override
        void completed(Outcome<Burial.Reply> outcome) {
            then.completed(this, outcome);
        }
    }

    /** {@link OrphanShelf#keep}; where the engine has no shelf, a local file that outlives the process. */
    public static final class ToKeep extends Request<Boolean> {
        public final OrphanShelf.Orphan orphan;
        private final OnReply<ToKeep, Boolean> then;

        ToKeep(OrphanShelf.Orphan orphan, OnReply<ToKeep, Boolean> then) {
            this.orphan = orphan;
            this.then = then;
        }

        @Override
        void completed(Outcome<Boolean> outcome) {
            then.completed(this, outcome);
        }
    }

    /** {@link dev.latchkey.spi.StorageEngine#read}. */
    public static final class ToRead extends Request<Optional<ProfileRecord>> {
        public final ProfileId profile;
        private final OnReply<ToRead, Optional<ProfileRecord>> then;

        ToRead(ProfileId profile, OnReply<ToRead, Optional<ProfileRecord>> then) {
            this.profile = profile;
            this.then = then;
        }

        @Override
        void completed(Outcome<Optional<ProfileRecord>> outcome) {
            then.completed(this, outcome);
        }
    }

    /** {@link Mailboxes#fetch}; nothing where the engine has no mail. */
    public static final class ToFetch extends Request<List<Delivery>> {
        public final Mailboxes.Fetch fetch;
        private final OnReply<ToFetch, List<Delivery>> then;

        ToFetch(Mailboxes.Fetch fetch, OnReply<ToFetch, List<Delivery>> then) {
            this.fetch = fetch;
            this.then = then;
        }

        @Override
        void completed(Outcome<List<Delivery>> outcome) {
            then.completed(this, outcome);
        }
    }

    /** {@link Mailboxes#post}. */
    public static final class ToPost extends Request<Mailboxes.Posted> {
        public final Letter letter;
        private final OnReply<ToPost, Mailboxes.Posted> then;

        ToPost(Letter letter, OnReply<ToPost, Mailboxes.Posted> then) {
            this.letter = letter;
            this.then = then;
        }

        @Override
        void completed(Outcome<Mailboxes.Posted> outcome) {
            then.completed(this, outcome);
        }
    }

    /** Who asked. */
    interface OnReply<Q extends Request<R>, R> {
        void completed(Q request, Outcome<R> outcome);
    }
}
