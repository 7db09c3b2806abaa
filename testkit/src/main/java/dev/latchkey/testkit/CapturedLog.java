package dev.latchkey.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What {@code dev.latchkey} logs at WARNING or above, from its beginning to its end. Thread-safe. */
final class CapturedLog extends Handler {
    /** Held here, or the logging framework may forget it together with its handlers. */
    private static final Logger LATCHKEY = Logger.getLogger("dev.latchkey");

    private final List<String> lines = new ArrayList<>();
    private final SimpleFormatter formatter = new SimpleFormatter();

    private CapturedLog() {
        setLevel(Level.WARNING);
    }

    static CapturedLog begin() {
        CapturedLog log = new CapturedLog();
        LATCHKEY.addHandler(log);
        return log;
    }

    synchronized List<String> end() {
        LATCHKEY.removeHandler(this);
        return List.copyOf(lines);
    }

    @Override
    public synchronized void publish(LogRecord entry) {
        if (isLoggable(entry)) {
            lines.add(entry.getLoggerName() + ": " + formatter.formatMessage(entry));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
