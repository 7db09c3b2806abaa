package dev.latchkey.simulation;

import dev.latchkey.core.Conflict;
import java.util.Map;

/**
 * How much may happen in an exploration of one profile.
 *
 * @param servers how many
 * @param loads that begin on each server
 * @param most how often in all; what is missing happens never
 * @param inFlight requests of one server that are waiting to be executed, late ones too; more are lost
 * @param renewals whether heartbeats wait, arrive late or never, as all other requests do; if not they are answered at
 *     once
 * @param conflict of all loads
 */
record Bounds(
        String name,
        int servers,
        int loads,
        Map<Choice.Kind, Integer> most,
        int inFlight,
        boolean renewals,
        Conflict conflict) {
    Bounds {
        most = Map.copyOf(most);
    }

    int most(Choice.Kind kind) {
        return most.getOrDefault(kind, 0);
    }

    static Bounds of(String name, int servers, int loads) {
        return new Bounds(name, servers, loads, Map.of(), 2, false, Conflict.WAIT);
    }

    Bounds with(Choice.Kind kind, int times) {
        Map<Choice.Kind, Integer> more = new java.util.EnumMap<>(Choice.Kind.class);
        more.putAll(most);
        more.put(kind, times);
        return new Bounds(name, servers, loads, more, inFlight, renewals, conflict);
    }

    Bounds inFlight(int value) {
        return new Bounds(name, servers, loads, most, value, renewals, conflict);
    }

    Bounds withRenewals() {
        return new Bounds(name, servers, loads, most, inFlight, true, conflict);
    }

    Bounds conflict(Conflict value) {
        return new Bounds(name, servers, loads, most, inFlight, renewals, value);
    }

    /** Whether servers come and go. */
    boolean restarts() {
        return most(Choice.Kind.STOP) + most(Choice.Kind.CRASH) > 0;
    }
}
