package dev.latchkey.cli.internal.demo.server;

import dev.latchkey.Events;
import dev.latchkey.Metrics;
import dev.latchkey.cli.internal.demo.wire.Report;
import dev.latchkey.spi.Id;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Tells the demonstration what happens here, line by line. Thread-safe. */
final class Telling implements Events, Metrics {
    private final PrintStream out;
    private final AtomicLong saves = new AtomicLong();
    private volatile LongSupplier sessions = () -> 0;

    Telling(PrintStream out) {
        this.out = out;
    }

    /** One whole line at a time. */
    synchronized void tell(Report report) {
        out.print(report.line() + "\n");
        out.flush();
    }

    void stats() {
        tell(new Report.Stats(sessions.getAsLong(), saves.get()));
    }

    @Override
    public void suspended() {
        tell(new Report.Suspended(true));
    }

    @Override
    public void resumed() {
        tell(new Report.Suspended(false));
    }

    @Override
    public void buried(Id server) {
        tell(new Report.Note("declared a server dead"));
    }

    @Override
    public void storeAway(String detail) {
        tell(new Report.Note("store away: " + detail));
    }

    @Override
    public void storeBack() {
        tell(new Report.Note("store back"));
    }

    @Override
    public void journalled(int entries, String where) {
        tell(new Report.Note("journalled " + entries));
    }

    @Override
    public void replayed(int applied, int orphaned) {
        tell(new Report.Note("replayed " + applied + ", orphaned " + orphaned));
    }

    @Override
    public void count(String name, long n) {
        if (name.equals("latchkey.saves")) {
            saves.addAndGet(n);
        }
    }

    @Override
    public void time(String name, long nanos) {}

    @Override
    public Gauge gauge(String name, LongSupplier value) {
        if (name.equals("latchkey.sessions")) {
            sessions = value;
        }
        return () -> {};
    }
}
