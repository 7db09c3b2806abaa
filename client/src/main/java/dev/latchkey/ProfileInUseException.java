package dev.latchkey;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Another live server has the profile and did not give it up in time (rule L7). */
public class ProfileInUseException extends LatchkeyException {
    private static final long serialVersionUID = 1L;

    private final transient ProfileId profile;
    private final transient Id server;
    private final String serverName;
    private final @Nullable Instant since;

    /**
     * @param serverName display name of the owner, empty where unknown
     * @param since when its session began, by the store's clock, null where unknown
     * @param answered whether it answered a request of this load
     */
    public ProfileInUseException(
            ProfileId profile, Id server, String serverName, @Nullable Instant since, boolean answered) {
        super(
                "profile is open on another server profile=" + profile + " owner=" + serverName + " ownerId=" + server
                        + " since=" + (since == null ? "unknown" : since) + " answered=" + answered
                        + "; close it there, wait longer (withPatience) or take it by force (withConflict)",
                null);
        this.profile = profile;
        this.server = server;
        this.serverName = serverName;
        this.since = since;
    }

    /** The profile. */
    public ProfileId profile() {
        return profile;
    }

    /** Id of the server that has it. */
    public Id server() {
        return server;
    }

    /** Display name of the server that has it, empty where unknown. */
    public String serverName() {
        return serverName;
    }

    /** When its session there began, by the store's clock. */
    public Optional<Instant> since() {
        return Optional.ofNullable(since);
    }
}
