package dev.latchkey.cli.internal.command;

import java.io.IOException;
import java.io.PrintWriter;

/** Counts the lines that are written, and tells every 10,000th. For one thread. */
final class Lines implements Appendable {
    private static final int PROGRESS = 10_000;

    private final Appendable to;
    private final PrintWriter err;
    private long count;

    Lines(Appendable to, PrintWriter err) {
        this.to = to;
        this.err = err;
    }

    long count() {
        return count;
    }

    @Override
    public Lines append(CharSequence text) throws IOException {
        Appendable unused = to.append(text);
        return this;
    }

    @Override
    public Lines append(CharSequence text, int start, int end) throws IOException {
        return append(text.subSequence(start, end));
    }

    @Override
    public Lines append(char c) throws IOException {
        Appendable unused = to.append(c);
        if (c == '\n' && ++count % PROGRESS == 0) {
            err.println(count + " profiles …");
        }
        return this;
    }
}
