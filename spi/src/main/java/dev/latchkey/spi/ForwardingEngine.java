package dev.latchkey.spi;

import java.util.List;
import java.util.Optional;

/**
 * A storage engine that forwards each verb to another: override those to come between. It has none of the other's
 * optional abilities; a subclass that is to have one implements it. As thread-safe as the other.
 */
public abstract class ForwardingEngine implements StorageEngine {
    private final StorageEngine engine;

    /** Forwards to {@code engine}, and closes it. */
    protected ForwardingEngine(StorageEngine engine) {
        this.engine = engine;
    }

    @Override
    public List<Outcome<OpenReply>> open(List<Open> opens) {
        return engine.open(opens);
    }

    @Override
    public List<Outcome<CommitReply>> commit(List<Commit> commits) {
        return engine.commit(commits);
    }

    @Override
    public List<Outcome<Cancel.Cancelled>> cancel(List<Cancel> cancels) {
        return engine.cancel(cancels);
    }

    @Override
    public List<Outcome<Edit.Edited>> edit(List<Edit> edits) {
        return engine.edit(edits);
    }

    @Override
    public List<Outcome<Optional<ProfileRecord>>> read(List<ProfileId> profiles) {
        return engine.read(profiles);
    }

    @Override
    public Outcome<Registration.Registered> register(Registration registration) {
        return engine.register(registration);
    }

    @Override
    public Outcome<RenewReply> renew(Renewal renewal) {
        return engine.renew(renewal);
    }

    @Override
    public Outcome<Burial.Reply> bury(Burial burial) {
        return engine.bury(burial);
    }

    @Override
    public Optional<String> defaultBus() {
        return engine.defaultBus();
    }

    @Override
    public void close() {
        engine.close();
    }
}
