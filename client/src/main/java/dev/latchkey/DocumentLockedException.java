package dev.latchkey;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import java.time.Instant;

/** Somebody has locked the document ({@link Documents#lock}) and did not give it back in time; nothing was changed. */
public class DocumentLockedException extends LatchkeyException {
    private static final long serialVersionUID = 1L;

    private final transient ProfileId document;
    private final transient Id server;
    private final String serverName;
    private final Instant since;

    /**
     * @param server that has it, perhaps this one
     * @param serverName its display name, empty where unknown
     * @param since when it was locked, by the store's clock
     */
    public DocumentLockedException(ProfileId document, Id server, String serverName, Instant since) {
        super(
                "document is locked, nothing was changed document=" + document + " owner=" + serverName + " ownerId="
                        + server + " since=" + since
                        + "; change it by that lock, close it there, or ask for it by lock",
                null);
        this.document = document;
        this.server = server;
        this.serverName = serverName;
        this.since = since;
    }

    /** The document. */
    public ProfileId document() {
        return document;
    }

    /** Id of the server that has it. */
    public Id server() {
        return server;
    }

    /** Display name of the server that has it, empty where unknown. */
    public String serverName() {
        return serverName;
    }

    /** When it was locked, by the store's clock. */
    public Instant since() {
        return since;
    }
}
