package dev.latchkey.simulation;

import dev.latchkey.core.Cargo;
import dev.latchkey.core.Input;
import dev.latchkey.core.Load;
import dev.latchkey.core.Session;
import dev.latchkey.spi.Delivery;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.Settlement;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A session as the game sees it: the player's data and what of it was handed to the core. Not thread-safe. */
final class Play {
    private record Handed(long sequence, State state, long at) {}

    final Server server;
    final Session session;
    /** The load that brought it. */
    final Load load;

    @Nullable
    State state;

    private final ArrayDeque<Handed> unsaved = new ArrayDeque<>();
    private long sequence;
    private long handed;

    @Nullable
    State newest;
    /** Letters that came and were not handled. */
    final ArrayDeque<Delivery> mail = new ArrayDeque<>();
    /** Ids of all letters that came, and of those that were handled. */
    final Set<String> had = new HashSet<>();

    private final Set<String> handled = new HashSet<>();
    /** The transaction that it takes part in. */
    @Nullable
    Id frozen;
    /** The transaction that needs it, whether the game has stopped or not. */
    @Nullable
    Id wanted;

    private Cargo cargo = Cargo.NONE;

    /** Whether the game has been told that it ends, has closed it or given its final state. */
    boolean ending;

    boolean over;

    Play(Server server, Session session, Load load, @Nullable State state) {
        this.server = server;
        this.session = session;
        this.load = load;
        this.state = state;
    }

    /** Whether the game has given all that it will give. */
    boolean last;

    /** As the shipped client takes them: one that died and was revived comes again. */
    void came(List<Delivery> letters) {
        for (Delivery delivery : letters) {
            String id = delivery.letter().id();
            had.add(id);
            if (!handled.contains(id)) {
                mail.removeIf(before -> before.letter().id().equals(id));
                mail.add(delivery);
            }
        }
    }

    void update(States states) {
        update(states.next(session.profile(), state), List.of(), List.of());
    }

    /** A new state, and what happens to letters with it. */
    void update(State next, List<Settlement> settled, List<Letter> sent) {
        settled.stream()
                .filter(each -> each.failure() == null)
                .map(Settlement::letter)
                .forEach(handled::add);
        List<String> before = state == null ? List.of() : state.items();
        cargo = cargo.then(new Cargo(settled, sent, without(next.items(), before), without(before, next.items())));
        state = next;
        sequence++;
    }

    private static List<String> without(List<String> these, List<String> those) {
        return these.stream().filter(item -> !those.contains(item)).toList();
    }

    private Cargo unload() {
        Cargo all = cargo;
        cargo = Cargo.NONE;
        return all;
    }

    /** The game has stopped changing it. */
    Input stopped(Id transaction) {
        boolean changed = dirty();
        Payload payload = changed ? hand() : state == null ? null : States.encode(state);
        return new Input.Frozen(session, transaction, sequence, payload, changed, unload());
    }

    /** The transaction is over. */
    void thaw(Id transaction, boolean stored, @Nullable State adopted) {
        wanted = transaction.equals(wanted) ? null : wanted;
        if (!transaction.equals(frozen)) {
            return;
        }
        frozen = null;
        if (stored) {
            State covered = acknowledge(Long.MAX_VALUE);
            if (adopted != null) {
                state = adopted;
                newest = adopted;
                sequence++;
                handed = sequence;
            } else if (covered != null) {
                newest = covered;
            }
        }
    }

    boolean dirty() {
        return sequence > handed;
    }

    Input save() {
        return new Input.Save(session, sequence, hand(), unload());
    }

    /** A save that the game should not have made any more. */
    Input saveTooLate(States states) {
        return new Input.Save(session, sequence + 1, States.encode(states.tooLate(session.profile(), state)));
    }

    Input finish() {
        boolean changed = dirty();
        return new Input.Final(session, sequence, end(), changed, unload());
    }

    Input close() {
        boolean changed = dirty();
        return new Input.Close(session, sequence, end(), changed, unload());
    }

    Input transfer(Id to) {
        boolean changed = dirty();
        return new Input.Transfer(session, to, sequence, end(), changed, unload());
    }

    private @Nullable Payload end() {
        ending = true;
        last = true;
        if (dirty()) {
            return hand();
        }
        return state == null ? null : States.encode(state);
    }

    private Payload hand() {
        State given = state;
        if (given == null) {
            throw new IllegalStateException("the game hands over a state that it does not have");
        }
        handed = sequence;
        newest = given;
        unsaved.addLast(new Handed(sequence, given, server.time()));
        return States.encode(given);
    }

    /** The newest state that this acknowledgement covers; null for none that was not acknowledged before. */
    @Nullable
    State acknowledge(long upTo) {
        State covered = null;
        while (!unsaved.isEmpty() && unsaved.getFirst().sequence() <= upTo) {
            covered = unsaved.removeFirst().state();
        }
        return covered;
    }

    /** Whether everything handed over until then was acknowledged. */
    boolean settledUntil(long time) {
        return unsaved.isEmpty() || unsaved.getFirst().at() > time;
    }

    /** All that decides what the game may do next, and what it may be told. */
    void digest(Digest digest) {
        digest.plain(session.toString()).add(session.claim()).add(state).add(newest);
        digest.number(sequence).number(handed).flag(ending).flag(last);
        for (Handed each : unsaved) {
            digest.number(each.sequence()).add(each.state());
        }
        mail.forEach(each -> digest.plain(each.letter().id()));
        digest.add(frozen).add(wanted).plain(cargo.toString());
    }

    @Override
    public String toString() {
        return server + ":" + session + "@" + state;
    }
}
