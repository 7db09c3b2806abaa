package dev.latchkey.internal;

import dev.latchkey.AlreadyOpenException;
import dev.latchkey.ItemHeldException;
import dev.latchkey.LatchkeyException;
import dev.latchkey.LoadCancelledException;
import dev.latchkey.LoadTimeoutException;
import dev.latchkey.MailboxFullException;
import dev.latchkey.OvertakenException;
import dev.latchkey.ProfileInUseException;
import dev.latchkey.ShuttingDownException;
import dev.latchkey.core.LoadFailure;
import dev.latchkey.core.Owner;
import dev.latchkey.spi.Offence;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.StorageEngine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why loads failed, in words. */
final class Failures {
    private Failures() {}

    /** May ask the store since when the owner has it, so not for the core's thread. */
    static LatchkeyException of(ProfileId profile, LoadFailure failure, StorageEngine engine) {
        return switch (failure) {
            case LoadFailure.Held held -> inUse(profile, held.owner(), engine);
            case LoadFailure.TimedOut timedOut -> timedOut(profile, timedOut, engine);
            case LoadFailure.Overtaken overtaken -> overtaken(profile);
            case LoadFailure.Cancelled cancelled ->
                new LoadCancelledException("load was cancelled profile=" + profile, null);
            case LoadFailure.AlreadyOpen open ->
                new AlreadyOpenException(
                        "profile is open or being opened on this server profile=" + profile
                                + "; close it first, or let both callers load it withShared(true)",
                        null);
            case LoadFailure.ShuttingDown down -> shuttingDown(profile);
            case LoadFailure.TokenLimit limit ->
                new LatchkeyException("fencing token is at its limit profile=" + profile, null);
        };
    }

    /** A write that the store does not take (S10). */
    static LatchkeyException rejected(ProfileId profile, String reason, Offence offence) {
        return switch (offence) {
            case Offence.ItemHeld held -> new ItemHeldException(held.holding());
            case Offence.MailboxFull full ->
                new MailboxFullException(
                        "mailbox is full to=" + full.to() + " letter=" + full.letter() + " limit=" + full.limit()
                                + "; nothing of this write is stored, try again later",
                        null);
            case Offence.TooLong tooLong -> notTaken(profile, reason);
            case Offence.LetterGone gone -> notTaken(profile, reason);
            case Offence.Unable unable -> notTaken(profile, reason);
        };
    }

    private static LatchkeyException notTaken(ProfileId profile, String reason) {
        return new LatchkeyException(
                "store does not take this state, the session goes on profile=" + profile + " reason=" + reason, null);
    }

    static LatchkeyException overtaken(ProfileId profile) {
        return new OvertakenException(
                "a later load on another server got the profile profile=" + profile + "; the player is probably there",
                null);
    }

    static LatchkeyException shuttingDown(ProfileId profile) {
        return new ShuttingDownException("this server is being closed profile=" + profile, null);
    }

    private static LatchkeyException timedOut(ProfileId profile, LoadFailure.TimedOut timedOut, StorageEngine engine) {
        Owner owner = timedOut.owner();
        if (owner != null) {
            return inUse(profile, owner, engine);
        }
        return new LoadTimeoutException(
                "store did not answer in time profile=" + profile + " store=" + timedOut.store()
                        + "; nothing is lost, try again when it is back",
                null);
    }

    private static LatchkeyException inUse(ProfileId profile, Owner owner, StorageEngine engine) {
        return new ProfileInUseException(
                profile, owner.server(), owner.name(), since(profile, owner, engine), owner.acknowledged());
    }

    private static @Nullable Instant since(ProfileId profile, Owner owner, StorageEngine engine) {
        List<Outcome<Optional<ProfileRecord>>> outcomes = Plugins.read(engine, profile);
        return outcomes.get(0) instanceof Outcome.Done<Optional<ProfileRecord>>(Optional<ProfileRecord> found)
                ? found.filter(record -> record.head().token() == owner.token())
                        .map(record -> record.dates().session())
                        .orElse(null)
                : null;
    }
}
