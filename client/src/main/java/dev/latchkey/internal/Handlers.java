package dev.latchkey.internal;

import dev.latchkey.MailHandler;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the letters to profiles of one store do, by their types. Thread-safe. */
final class Handlers<T> {
    /** Of one class of messages. */
    record Handler<T, M>(Class<M> type, MailHandler<T, M> handler) {}

    private final Map<String, Handler<T, ?>> handlers = new ConcurrentHashMap<>();
    /** Inboxes with a letter that had no handler; bounded by the open profiles. */
    private final Set<Inbox<T>> unhandled = new LinkedHashSet<>();

    /**
     * @throws IllegalStateException if there is one for this type already
     */
    void add(Handler<T, ?> handler) {
        String name = Letters.type(handler.type());
        if (handlers.putIfAbsent(name, handler) != null) {
            throw new IllegalStateException("a handler for this class of messages is there already type=" + name);
        }
        List<Inbox<T>> waiting;
        synchronized (unhandled) {
            waiting = new ArrayList<>(unhandled);
            unhandled.clear();
        }
        waiting.forEach(Inbox::start);
    }

    /** Null where there is none; the inbox is then started once there is. */
    @Nullable
    Handler<T, ?> of(String type, Inbox<T> inbox) {
        Handler<T, ?> known = handlers.get(type);
        if (known != null) {
            return known;
        }
        synchronized (unhandled) {
            unhandled.add(inbox);
        }
        return handlers.get(type);
    }

    /** The session of that inbox is over. */
    void forget(Inbox<T> inbox) {
        synchronized (unhandled) {
            unhandled.remove(inbox);
        }
    }
}
