package dev.latchkey.internal;

import dev.latchkey.LatchkeyException;
import dev.latchkey.UpdateConflictException;
import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Cancel;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Write;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * A session of two calls, for a profile that nobody has open: opened, written and released, past the node. It asks nobody
 * to give up: where a live server has the profile it fails. For one thread.
 */
final class ShortSession {
    private final Aside aside;
    private final Direct direct;
    private final ProfileId profile;
    private final Patience patience;
    private final Id claim;
    private final Id server;
    private boolean maybeHeld;

    ShortSession(Aside aside, ProfileId profile) {
        this.aside = aside;
        this.direct = aside.direct();
        this.profile = profile;
        this.patience = aside.patience();
        this.claim = direct.newId();
        this.server = aside.serverId();
    }

    /**
     * Opens, writes, releases.
     *
     * @param change what is to be written into the record, without its end
     * @throws dev.latchkey.ProfileInUseException if a live server has it
     */
    void run(Function<ProfileRecord, Write> change) {
        try {
            ProfileRecord record = open();
            Write write = change.apply(record);
            Write last =
                    new Write(profile, Fence.of(record.head()), write.payload(), new Write.Release(), write.effects());
            maybeHeld = switch (direct.write(last, patience)) {
                case Direct.Stored stored -> false;
                case Direct.Moved moved ->
                    throw new UpdateConflictException(
                            "somebody else took the session meanwhile, nothing was changed profile=" + profile, null);
                case Direct.Rejected rejected ->
                    throw Failures.rejected(
                            profile, rejected.reply().reason(), rejected.reply().offence());
            };
        } finally {
            if (maybeHeld) {
                giveBack();
            }
        }
    }

    /** What cannot be given back is a stray, which is freed as soon as somebody wants it (L8). */
    private void giveBack() {
        Cancel cancel = new Cancel(profile, server, claim, null, direct.newId());
        List<Outcome<Cancel.Cancelled>> unused = direct.engine().cancel(List.of(cancel));
    }

    private ProfileRecord open() {
        OpenReply reply = asked();
        while (isOnItsWayBack(reply) && patience.pause(claim.low())) {
            reply = asked();
        }
        if (reply instanceof OpenReply.Held held
                && held.owner().lease() == OpenReply.Lease.OVER
                && bury(held.owner())) {
            reply = asked();
        }
        return switch (reply) {
            case OpenReply.Granted granted -> {
                if (granted.contested().isPositive()) {
                    throw refused("a server that lost it may not have heard of that yet; try again in a minute");
                }
                yield granted.record();
            }
            case OpenReply.Held held -> {
                ProfileRecord record = direct.read(profile, patience).orElseThrow();
                throw direct.inUse(record, held.owner().server());
            }
            case OpenReply.NotLive dead -> throw refused("this server's lease is over; try again");
            case OpenReply.ClaimSpent spent -> throw refused("the session ended meanwhile; try again");
            case OpenReply.Moved moved -> throw refused("the session is elsewhere; try again");
            case OpenReply.TokenLimit limit -> throw refused("fencing token is at its limit");
        };
    }

    /** Whether it is this server's, and nobody here has it: a transaction that came to nothing gives it back just now. */
    private boolean isOnItsWayBack(OpenReply reply) {
        return reply instanceof OpenReply.Held held
                && held.owner().server().equals(server)
                && aside.server().held(profile).isEmpty();
    }

    private OpenReply asked() {
        Open open = new Open(profile, server, claim, new Open.Try());
        maybeHeld = true;
        OpenReply reply = direct.ask(
                "nothing was changed",
                profile.toString(),
                patience,
                () -> direct.engine().open(List.of(open)).get(0));
        maybeHeld = reply instanceof OpenReply.Granted;
        return reply;
    }

    /** L2. */
    private boolean bury(OpenReply.OwnerState owner) {
        Duration settled = aside.options().lease().multipliedBy(2).dividedBy(5);
        Burial burial = new Burial(owner.server(), server, owner.beat(), settled, Burial.Cause.LEASE_OVER);
        return direct.ask(
                        "nothing was changed",
                        profile.toString(),
                        patience,
                        () -> direct.engine().bury(burial))
                == Burial.Reply.BURIED;
    }

    private LatchkeyException refused(String why) {
        return new LatchkeyException(
                "profile was not opened, nothing was changed profile=" + profile + " why=" + why, null);
    }
}
