package dev.latchkey.core;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

final class Core {
    final Timers timers = new Timers();
    final Membership membership = new Membership();
    final Sessions sessions = new Sessions();

    Core(Settings settings, Rules rules, Supplier<Id> ids) {}

    void step(Now now, Input input, Consumer<Output> out) {}

    boolean idle() {
        return true;
    }

    String describe(Now now) {
        return "";
    }

    static final class Membership {
        @Nullable
        Id server;

        boolean isActive(Session s, Now n) {
            return false;
        }
    }

    static final class Sessions {
        @Nullable
        Session of(ProfileId p) {
            return null;
        }
    }
}
