package dev.latchkey.core;

import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Write;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One change of several profiles that is stored in one step, or not at all (rule S7). Made by whoever runs the node,
 * then the node's alone.
 *
 * <p>Not thread-safe, but for what is final.
 */
public final class Transaction {
    /** What the node brings together before the change is decided: one profile, with its newest state. */
    public record Part(ProfileId profile, @Nullable Payload payload) {}

    /**
     * What becomes of one profile.
     *
     * @param payload its new data; null: it stays as it is
     */
    public record Change(ProfileId profile, @Nullable Payload payload, Cargo cargo) {}

    /** How it ended. */
    public sealed interface Conclusion {}

    /** All of it is stored. */
    public record Stored() implements Conclusion {}

    /**
     * Nothing of it is stored, nor ever will be: something else came between. Worth another try.
     *
     * @param profile whose fence did not fit, or could not be had in time
     */
    public record Conflict(ProfileId profile, String reason) implements Conclusion {}

    /** Nothing of it is stored: the store does not take it (S10). */
    public record Rejected(CommitReply.Rejected reply) implements Conclusion {}

    /** Nothing of it is stored: it was given up. */
    public record GivenUp(String reason) implements Conclusion {}

    /** Whether it is stored neither records nor history can tell. */
    public record Unknown() implements Conclusion {}

    /** Where it stands. */
    enum Phase {
        /** Profiles are being frozen, one after the other. */
        GATHERING,
        /** All are frozen; whoever began it decides. */
        DECIDING,
        /** Its commit has been sent. */
        COMMITTING,
        /** Over. */
        OVER
    }

    final List<ProfileId> profiles;
    final long patienceNanos;
    private final @Nullable Object attachment;
    final List<Member> members = new ArrayList<>();
    Phase phase = Phase.GATHERING;
    /** Its id, and that of its commit. */
    @Nullable
    Id id;

    List<Write> writes = List.of();
    List<@Nullable Payload> outcome = List.of();
    Request.@Nullable ToCommit request;
    /** Whether an attempt to store it may still have its effect. */
    boolean maybe;

    int tries;
    Timers.@Nullable Timer patience;
    Timers.@Nullable Timer alive;
    Timers.@Nullable Timer retry;

    /**
     * @param profiles at least one, each once
     * @param patienceNanos how long it may take to bring them together, > 0
     * @param attachment whatever the caller wants to find again in outputs
     */
    public Transaction(List<ProfileId> profiles, long patienceNanos, @Nullable Object attachment) {
        this.profiles = profiles.stream().distinct().sorted().toList();
        this.patienceNanos = patienceNanos;
        this.attachment = attachment;
    }

    /** Its profiles, in the order in which they are frozen. */
    public List<ProfileId> profiles() {
        return profiles;
    }

    /** What the caller attached. */
    public @Nullable Object attachment() {
        return attachment;
    }

    /** The member that is being frozen, or null where all are. */
    @Nullable
    Member next() {
        for (Member member : members) {
            if (!member.held) {
                return member;
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return "Transaction[" + profiles + ", " + phase + "]";
    }
}
