package dev.latchkey.simulation;

import static dev.latchkey.simulation.Choice.Kind.ABANDON;
import static dev.latchkey.simulation.Choice.Kind.BURY;
import static dev.latchkey.simulation.Choice.Kind.CLOSE;
import static dev.latchkey.simulation.Choice.Kind.CRASH;
import static dev.latchkey.simulation.Choice.Kind.DOUBLE;
import static dev.latchkey.simulation.Choice.Kind.EDIT;
import static dev.latchkey.simulation.Choice.Kind.ERASE;
import static dev.latchkey.simulation.Choice.Kind.HANDLE;
import static dev.latchkey.simulation.Choice.Kind.LEAP;
import static dev.latchkey.simulation.Choice.Kind.POST;
import static dev.latchkey.simulation.Choice.Kind.RESTART;
import static dev.latchkey.simulation.Choice.Kind.SAVE;
import static dev.latchkey.simulation.Choice.Kind.STOP;
import static dev.latchkey.simulation.Choice.Kind.TICK;
import static dev.latchkey.simulation.Choice.Kind.TIME_OUT;
import static dev.latchkey.simulation.Choice.Kind.TRADE;
import static dev.latchkey.simulation.Choice.Kind.TRANSFER;

import dev.latchkey.core.Conflict;
import java.util.List;

/** What is explored. */
final class Configurations {
    /** Small enough for every build. */
    static final List<Bounds> QUICK = List.of(
            Bounds.of("hand-off", 2, 2).with(SAVE, 1).with(CLOSE, 1).with(TICK, 2),
            Bounds.of("lost replies", 2, 1)
                    .with(SAVE, 1)
                    .with(CLOSE, 1)
                    .with(TIME_OUT, 2)
                    .with(TICK, 1),
            Bounds.of("burial", 2, 1).with(SAVE, 1).with(BURY, 1).with(TICK, 2),
            Bounds.of("cancel", 2, 2).with(ABANDON, 1).with(DOUBLE, 1).with(TICK, 1),
            Bounds.of("transfer", 2, 1).with(TRANSFER, 1).with(DOUBLE, 1).with(TICK, 1),
            Bounds.of("journal", 2, 1)
                    .with(SAVE, 1)
                    .with(STOP, 1)
                    .with(RESTART, 1)
                    .with(LEAP, 1),
            Bounds.of("edit", 2, 1).with(SAVE, 1).with(EDIT, 1).with(LEAP, 1),
            Bounds.of("trade", 2, 1).with(SAVE, 1).with(TRADE, 1).with(TICK, 1),
            Bounds.of("trade, replies lost", 2, 1)
                    .with(TRADE, 1)
                    .with(TIME_OUT, 1)
                    .with(TICK, 2),
            Bounds.of("mail", 2, 1)
                    .with(POST, 2)
                    .with(HANDLE, 2)
                    .with(TIME_OUT, 1)
                    .with(CLOSE, 1));

    /** Larger ones, for the command line; those that are soon explored as a whole leave their time to the others. */
    static final List<Bounds> LARGE = List.of(
            Bounds.of("direct hand-off", 2, 2).with(SAVE, 1).with(TIME_OUT, 1).with(DOUBLE, 1),
            Bounds.of("overtaken", 3, 1).with(TICK, 1),
            Bounds.of("steal", 2, 1).with(SAVE, 1).with(LEAP, 3).conflict(Conflict.STEAL),
            Bounds.of("edit", 2, 1).with(SAVE, 1).with(EDIT, 1).with(LEAP, 3),
            Bounds.of("edit and erase", 2, 1)
                    .with(SAVE, 1)
                    .with(EDIT, 1)
                    .with(ERASE, 1)
                    .with(LEAP, 2),
            Bounds.of("journal", 2, 1)
                    .with(SAVE, 1)
                    .with(STOP, 1)
                    .with(RESTART, 1)
                    .with(LEAP, 1),
            Bounds.of("steal, replies lost", 2, 1)
                    .with(SAVE, 1)
                    .with(CLOSE, 1)
                    .with(TIME_OUT, 1)
                    .with(TICK, 1)
                    .with(LEAP, 3)
                    .conflict(Conflict.STEAL),
            Bounds.of("hand-off", 2, 2)
                    .with(SAVE, 1)
                    .with(CLOSE, 1)
                    .with(ABANDON, 1)
                    .with(TIME_OUT, 1)
                    .with(DOUBLE, 1)
                    .with(TICK, 3),
            Bounds.of("burial", 2, 2)
                    .with(SAVE, 1)
                    .with(CLOSE, 1)
                    .with(ABANDON, 1)
                    .with(TIME_OUT, 1)
                    .with(BURY, 2)
                    .with(TICK, 3),
            Bounds.of("transfer", 2, 2)
                    .with(SAVE, 1)
                    .with(TRANSFER, 1)
                    .with(TIME_OUT, 1)
                    .with(DOUBLE, 1)
                    .with(TICK, 3),
            Bounds.of("three servers", 3, 1)
                    .with(SAVE, 1)
                    .with(CLOSE, 1)
                    .with(TIME_OUT, 1)
                    .with(TICK, 2),
            Bounds.of("direct and recorded", 2, 2).with(SAVE, 1).with(DOUBLE, 1).with(TICK, 3),
            Bounds.of("overtaken, messages twice", 3, 1).with(DOUBLE, 1).with(TICK, 2),
            Bounds.of("burial twice", 2, 1).with(BURY, 2).with(LEAP, 2),
            Bounds.of("burial three times", 2, 1).with(SAVE, 1).with(BURY, 3).with(LEAP, 3),
            Bounds.of("journal twice", 2, 1)
                    .with(SAVE, 1)
                    .with(STOP, 1)
                    .with(CRASH, 1)
                    .with(RESTART, 2)
                    .with(TIME_OUT, 1)
                    .with(LEAP, 1),
            Bounds.of("leases and cancels", 2, 1)
                    .with(ABANDON, 1)
                    .with(LEAP, 3)
                    .withRenewals()
                    .inFlight(1),
            Bounds.of("trade", 2, 1)
                    .with(SAVE, 1)
                    .with(CLOSE, 1)
                    .with(TRADE, 1)
                    .with(TIME_OUT, 1)
                    .with(DOUBLE, 1)
                    .with(TICK, 2),
            Bounds.of("two trades", 2, 1).with(SAVE, 1).with(TRADE, 2).with(TICK, 2),
            Bounds.of("trade, replies lost", 2, 1)
                    .with(SAVE, 1)
                    .with(TRADE, 1)
                    .with(TIME_OUT, 2)
                    .with(LEAP, 2),
            Bounds.of("trade and burials", 2, 1)
                    .with(SAVE, 1)
                    .with(TRADE, 1)
                    .with(BURY, 3)
                    .with(LEAP, 2),
            Bounds.of("trade and crash", 2, 1)
                    .with(SAVE, 1)
                    .with(TRADE, 1)
                    .with(STOP, 1)
                    .with(CRASH, 1)
                    .with(RESTART, 2)
                    .with(LEAP, 1),
            Bounds.of("mail", 2, 2)
                    .with(POST, 2)
                    .with(HANDLE, 2)
                    .with(TIME_OUT, 2)
                    .with(CLOSE, 1)
                    .with(TICK, 1),
            Bounds.of("mail and burials", 2, 1)
                    .with(POST, 1)
                    .with(HANDLE, 2)
                    .with(TIME_OUT, 1)
                    .with(BURY, 2)
                    .with(LEAP, 1),
            Bounds.of("leases", 2, 1)
                    .with(SAVE, 1)
                    .with(ABANDON, 1)
                    .with(LEAP, 4)
                    .withRenewals());

    private Configurations() {}
}
