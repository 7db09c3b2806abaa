package dev.latchkey.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Timers that were cancelled take no room for long, however far off they were. */
class TimersTest {
    private final Timers timers = new Timers();

    @Test
    void cancelledTimersAreForgottenBeforeTheirTime() {
        for (int i = 0; i < 100_000; i++) {
            timers.at(1_000_000 + i, () -> {}).cancel();
        }
        assertThat(timers.size()).isLessThan(1_000);
    }

    @Test
    void whatIsLeftHappensInOrder() {
        List<Integer> happened = new ArrayList<>();
        List<Timers.Timer> cancelled = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            int number = i;
            Timers.Timer timer = timers.at(i / 10, () -> happened.add(number));
            if (i % 100 != 7) {
                cancelled.add(timer);
            }
        }
        cancelled.forEach(Timers.Timer::cancel);
        cancelled.forEach(Timers.Timer::cancel);
        timers.at(500, () -> happened.add(-1));
        timers.run(500);
        assertThat(happened).containsExactly(7, 107, 207, 307, 407, 507, 607, 707, 807, 907, -1);
        assertThat(timers.next()).isEqualTo(Long.MAX_VALUE);
    }
}
