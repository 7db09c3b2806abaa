package dev.latchkey.spring;

import dev.latchkey.Events;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import java.util.List;
import java.util.function.Consumer;

/** Tells several listeners, in order; one that throws keeps no other from hearing. */
record AllEvents(List<Events> listeners) implements Events {
    AllEvents {
        listeners = List.copyOf(listeners);
    }

    @Override
    public void storeAway(String detail) {
        all(one -> one.storeAway(detail));
    }

    @Override
    public void storeBack() {
        all(Events::storeBack);
    }

    @Override
    public void busAway() {
        all(Events::busAway);
    }

    @Override
    public void busBack() {
        all(Events::busBack);
    }

    @Override
    public void suspended() {
        all(Events::suspended);
    }

    @Override
    public void resumed() {
        all(Events::resumed);
    }

    @Override
    public void buried(Id server) {
        all(one -> one.buried(server));
    }

    @Override
    public void orphanKept(ProfileId profile, int bytes, boolean maybeApplied) {
        all(one -> one.orphanKept(profile, bytes, maybeApplied));
    }

    @Override
    public void journalled(int entries, String where) {
        all(one -> one.journalled(entries, where));
    }

    @Override
    public void replayed(int applied, int orphaned) {
        all(one -> one.replayed(applied, orphaned));
    }

    @Override
    public void letterDead(ProfileId profile, String letter, String reason) {
        all(one -> one.letterDead(profile, letter, reason));
    }

    @Override
    public void letterRefused(ProfileId from, ProfileId to, String letter, String reason) {
        all(one -> one.letterRefused(from, to, letter, reason));
    }

    @SuppressWarnings("CatchingUnchecked") // thrown on, when all have heard
    private void all(Consumer<Events> event) {
        RuntimeException first = null;
        for (Events listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException thrown) {
                if (first == null) {
                    first = thrown;
                } else {
                    first.addSuppressed(thrown);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
