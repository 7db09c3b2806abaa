package dev.latchkey.engine.table;

import dev.latchkey.spi.Housekeeping.Retention;
import dev.latchkey.spi.Housekeeping.Swept;
import dev.latchkey.spi.Outcome;
import java.util.List;

/** Forgetting, in steps of a bounded size. */
final class Sweeping {
    /** So many rows in one step, since each has some that point to it. */
    private static final int AT_ONCE = 20;

    /** One kind of row. */
    private interface Forgetting {
        int of(Step step, int most);
    }

    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Outcome<Swept> outcome;

        Failed(Outcome<Swept> outcome) {
            super("not swept", null, false, false);
            this.outcome = outcome;
        }
    }

    private final Steps steps;
    private final int most;

    private Sweeping(Steps steps, int most) {
        this.steps = steps;
        this.most = most;
    }

    static Outcome<Swept> sweep(Steps steps, Retention retention) {
        Sweeping sweeping = new Sweeping(steps, retention.most());
        try {
            return Outcome.done(new Swept(
                    sweeping.rows((step, many) ->
                            HistoryRows.forget(step, Retention.before(step.now(), retention.revisions()), many)),
                    sweeping.rows((step, many) ->
                            MailRows.forget(step, Retention.before(step.now(), retention.letters()), many)),
                    sweeping.rows((step, many) ->
                            ItemRows.forget(step, Retention.before(step.now(), retention.moves()), many)),
                    sweeping.rows((step, many) ->
                            AuditRows.forget(step, Retention.before(step.now(), retention.audit()), many)),
                    sweeping.rows(MailRows::expire)));
        } catch (Failed failed) {
            return failed.outcome;
        }
    }

    private int rows(Forgetting kind) {
        int gone = 0;
        while (gone < most) {
            int many = Math.min(AT_ONCE, most - gone);
            int now = switch (steps.one(List.of(), step -> kind.of(step, many))) {
                case Outcome.Done<Integer> done -> done.reply();
                case Outcome.NotDone<Integer> not -> throw new Failed(new Outcome.NotDone<>(not.failure()));
                case Outcome.Unknown<Integer> unknown -> throw new Failed(new Outcome.Unknown<>(unknown.failure()));
            };
            gone += now;
            if (now < many) {
                return gone;
            }
        }
        return gone;
    }
}
