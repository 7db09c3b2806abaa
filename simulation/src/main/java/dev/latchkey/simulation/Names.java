package dev.latchkey.simulation;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.ServerRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

/**
 * Names for what differs between worlds and decides nothing: ids and states are numbered as they are met, moments are
 * distances from now, as far as they can be reached, and beats are told from that in the server's row. Not
 * thread-safe.
 */
final class Names {
    /** What has been over for so long makes no difference any more: a server whose lease held for 6 s may bury. */
    private static final long PAST = Duration.ofSeconds(6).toNanos();

    private final Scene scene;
    private final Instant now;
    private final Map<Id, ServerRow> rows;
    private final long horizon;
    private int[] ids = new int[32];
    private int idCount;
    private int[] states = new int[16];
    private int stateCount;

    /**
     * @param horizon what is further away cannot happen any more
     */
    Names(Scene scene, Map<Id, ServerRow> rows, long horizon) {
        this.scene = scene;
        now = scene.storeTime();
        this.rows = rows;
        this.horizon = horizon;
    }

    /** Those that are known so far, for {@link #forget}. */
    long known() {
        return (long) idCount << 32 | stateCount;
    }

    /** Whatever became known since is not. */
    void forget(long known) {
        idCount = (int) (known >>> 32);
        stateCount = (int) known;
    }

    /** Negative for an id that was not met. */
    int find(int code) {
        for (int i = 0; i < idCount; i++) {
            if (ids[i] == code) {
                return i;
            }
        }
        return -1;
    }

    /** What is met for the first time is told with what oracles know of it. */
    void id(Digest digest, int code) {
        int number = find(code);
        if (number >= 0) {
            digest.number(number);
            return;
        }
        ids = idCount == ids.length ? Arrays.copyOf(ids, idCount * 2) : ids;
        ids[idCount] = code;
        digest.number(idCount++);
        Id id = SmallIds.of(code);
        digest.number((scene.sought.contains(id) ? 1 : 0) + (scene.consumed.contains(id) ? 2 : 0));
    }

    /** A state that is met for the first time is told with all that it was made from. */
    void state(Digest digest, State state) {
        for (int i = 0; i < stateCount; i++) {
            if (states[i] == state.id()) {
                digest.number(i);
                return;
            }
        }
        states = stateCount == states.length ? Arrays.copyOf(states, stateCount * 2) : states;
        states[stateCount] = state.id();
        digest.number(stateCount++)
                .number(scene.states.fate(state))
                .plain(state.profile().key());
        digest.number(state.gold()).number(state.minted()).add(state.items());
        State parent = scene.states.parent(state);
        if (parent == null) {
            digest.number(-1);
        } else {
            state(digest, parent);
        }
    }

    State decode(dev.latchkey.spi.Payload payload) {
        State state = scene.states.decode(payload);
        if (state == null) {
            throw new IllegalArgumentException("a payload that is no state: " + payload);
        }
        return state;
    }

    /** How far away, of what can be reached. */
    long within(long distance) {
        return distance > horizon ? horizon + 1 : Math.max(distance, 0);
    }

    long moment(Instant at) {
        if (at.getEpochSecond() - now.getEpochSecond() > Integer.MAX_VALUE) {
            return horizon + 1;
        }
        long distance = (at.getEpochSecond() - now.getEpochSecond()) * 1_000_000_000L + at.getNano() - now.getNano();
        return distance > 0 ? within(distance) : Math.max(distance, -PAST);
    }

    long beat(Id server, long beat) {
        ServerRow row = rows.get(server);
        return row == null ? beat : beat - row.beat();
    }
}
