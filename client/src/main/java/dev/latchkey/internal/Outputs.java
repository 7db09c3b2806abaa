package dev.latchkey.internal;

import dev.latchkey.EndReason;
import dev.latchkey.Ended;
import dev.latchkey.core.MessageCodec;
import dev.latchkey.core.Output;
import dev.latchkey.core.Session;
import dev.latchkey.core.Transaction;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Carries out what the node wants. Called by the mailbox alone; blocks nowhere. */
final class Outputs implements Consumer<Output> {
    private final Server server;

    Outputs(Server server) {
        this.server = server;
    }

    @Override
    public void accept(Output output) {
        switch (output) {
            case Output.Ask ask -> server.lanes().add(ask.request());
            case Output.Send send -> server.publish(send.to(), MessageCodec.encode(send.message()));
            case Output.Registered registered -> server.registered(registered.server());
            case Output.Loaded loaded -> {
                LoadCall<?> call = call(loaded.load().attachment());
                server.arrived(call);
                server.joined();
                call.loaded(loaded.session(), loaded.payload(), loaded.mail());
            }
            case Output.LoadFailed failed -> {
                LoadCall<?> call = call(failed.load().attachment());
                server.arrived(call);
                call.failed(failed.failure());
            }
            case Output.Ending ending -> {
                Duration left = Duration.ofNanos(
                        Math.max(0, ending.deadline() - server.host().monotonic()));
                at(
                        ending.session(),
                        leaving -> leaving.ending(Translations.reason(ending.reason()), left, ending.to()));
            }
            case Output.FinalDue due -> at(due.session(), Leaving::due);
            case Output.Saved saved -> {
                server.metrics().count(Names.SAVES, 1);
                at(saved.session(), leaving -> leaving.stored(saved.upTo()));
            }
            case Output.SaveRejected rejected ->
                at(
                        rejected.session(),
                        leaving -> leaving.rejected(rejected.upTo(), rejected.reason(), rejected.offence()));
            case Output.Ended ended -> ended(ended);
            case Output.Activated activated -> server.suspension().changed();
            case Output.Suspension suspension -> server.suspended(suspension.suspended());
            case Output.StoreHealth health ->
                server.tell(events -> {
                    if (health.well()) {
                        events.storeBack();
                    } else {
                        events.storeAway(health.detail());
                    }
                });
            case Output.BusHealth health ->
                server.tell(events -> {
                    if (health.well()) {
                        events.busBack();
                    } else {
                        events.busAway();
                    }
                });
            case Output.Buried buried -> server.tell(events -> events.buried(buried.server()));
            case Output.OrphanKept kept -> {
                server.metrics().count(Names.ORPHANS, 1);
                server.tell(events -> events.orphanKept(kept.profile(), kept.bytes(), kept.maybeApplied()));
            }
            case Output.Mail mail -> of(mail.session(), held -> held.mail(mail.mail()));
            case Output.LetterRefused refused ->
                server.mailroom().refused(refused.session().profile(), refused.letter(), refused.reason());
            case Output.Posted posted -> server.mailroom().posted(posted);
            case Output.PostFailed failed -> server.mailroom().failed(failed);
            case Output.Freeze freeze ->
                of(freeze.session(), held -> server.host().runCallback(() -> held.freeze(freeze.transaction())));
            case Output.Thawed thawed ->
                of(
                        thawed.session(),
                        held -> server.host()
                                .runCallback(() -> held.thaw(thawed.transaction(), thawed.stored(), thawed.payload())));
            case Output.Gathered gathered -> transacting(gathered.transaction()).gathered(gathered);
            case Output.Concluded concluded ->
                transacting(concluded.transaction()).concluded(concluded.conclusion());
            case Output.Replayed replayed -> server.replayed(replayed.applied(), replayed.orphaned());
            case Output.Stopped stopped -> server.stopped(stopped.journal());
        }
    }

    private void ended(Output.Ended ended) {
        EndReason reason = Translations.reason(ended.reason());
        switch (reason) {
            case HANDED_OFF -> server.metrics().count(Names.HANDED_OFF, 1);
            case STOLEN, ERASED, EDITED, LOST -> server.metrics().count(Names.LOST, 1);
            case CLOSED, TRANSFERRED, SHUTDOWN -> {}
        }
        Ended over = new Ended(reason, Translations.fate(ended.fate()), ended.orphaned(), ended.by());
        at(ended.session(), leaving -> {
            server.left();
            leaving.ended(over);
        });
    }

    private static Transacting<?> transacting(Transaction transaction) {
        if (transaction.attachment() instanceof Transacting<?> transacting) {
            return transacting;
        }
        throw new IllegalStateException("a transaction that is not the driver's");
    }

    private static LoadCall<?> call(@Nullable Object attachment) {
        if (attachment instanceof LoadCall<?> call) {
            return call;
        }
        throw new IllegalStateException("a load that is not the driver's");
    }

    /** A session that was transferred here and has no load yet is nobody's. */
    private static void at(Session session, Consumer<Leaving<?>> then) {
        of(session, held -> then.accept(held.leaving));
    }

    private static void of(Session session, Consumer<Held<?>> then) {
        if (session.attachment() instanceof Held<?> held) {
            then.accept(held);
        }
    }
}
