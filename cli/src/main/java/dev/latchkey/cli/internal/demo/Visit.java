package dev.latchkey.cli.internal.demo;

import dev.latchkey.cli.internal.demo.wire.Deed;
import dev.latchkey.cli.internal.demo.wire.Report;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** One session of a player at a server, as the proxy sees it. Thread-safe. */
final class Visit {
    /** How a load went: in, or why not. */
    final CompletableFuture<Report> arrival = new CompletableFuture<>();
    /** Done when the session is over, or its process. */
    final CompletableFuture<Boolean> end = new CompletableFuture<>();

    final long session;
    final Backend backend;
    private final Purse purse;
    private final ConcurrentHashMap<Integer, CompletableFuture<Boolean>> asked = new ConcurrentHashMap<>();

    Visit(long session, Backend backend, Purse purse) {
        this.session = session;
        this.backend = backend;
        this.purse = purse;
    }

    /** Asks for a deed; done when told whether it counts. */
    CompletableFuture<Boolean> act(Deed deed) {
        int number = purse.asking(session, deed);
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        asked.put(number, answer);
        backend.act(session, number, deed);
        return answer;
    }

    /** What the server says of this session; called by the thread that reads its lines. */
    void heard(Report report) {
        switch (report) {
            case Report.Joined joined -> arrival.complete(joined);
            case Report.Failed failed -> {
                arrival.complete(failed);
                end.complete(false);
            }
            case Report.Did(long on, int number, int count) -> {
                purse.did(number, count);
                answer(number, true);
            }
            case Report.Refused(long on, int number, String reason) -> {
                purse.refused(number);
                answer(number, false);
            }
            case Report.Saved(long on, int number, int count) -> purse.saved(session, count, number);
            case Report.Ended(long on, int number, int count, boolean durable, String reason) -> {
                if (durable) {
                    purse.saved(session, count, number);
                }
                end.complete(durable);
            }
            case Report.Ready() -> {}
            case Report.Stats stats -> {}
            case Report.Suspended suspended -> {}
            case Report.Note note -> {}
        }
    }

    private void answer(int number, boolean counts) {
        CompletableFuture<Boolean> waiting = asked.remove(number);
        if (waiting != null) {
            waiting.complete(counts);
        }
    }

    /** The server's process is gone: nothing more will be heard. */
    void gone() {
        arrival.complete(new Report.Failed(session, "server is gone"));
        end.complete(false);
        asked.values().forEach(waiting -> waiting.complete(false));
    }
}
