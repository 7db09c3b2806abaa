package dev.latchkey.cli.internal.demo;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Breaks things in turn while the crowd plays: a kill, a pause past the lease, a restart, a cut of the bus. */
public final class Breaker implements Trouble {
    private static final int PAUSES = 3;
    /** A shorter play has no room for a pause. */
    private static final Duration SHORT = Duration.ofSeconds(20);

    private final Duration play;
    private final Duration lease;

    public Breaker(Demo.Plan plan) {
        this.play = plan.play();
        this.lease = plan.lease();
    }

    @Override
    public void come(List<Backend> servers, Board board) throws InterruptedException {
        new Turn(servers, board).run();
    }

    /** One play. */
    private final class Turn {
        private final List<Backend> servers;
        private final Board board;
        private final long begun = System.nanoTime();

        Turn(List<Backend> servers, Board board) {
            this.servers = servers;
            this.board = board;
        }

        /** All of it, in the order in which it is listed; leaves every server running at the end. */
        void run() throws InterruptedException {
            until(0.08);
            Backend killed = server(0);
            board.breaking(killed.name + " killed (SIGKILL)");
            killed.kill();
            TimeUnit.MILLISECONDS.sleep(lease.toMillis() + 1_500);
            start(killed);

            if (play.compareTo(SHORT) >= 0) {
                until(0.32);
                pause(server(1));
            }

            until(0.62);
            Backend restarted = server(2);
            board.breaking(restarted.name + " shut down politely, then started again");
            if (!restarted.stop(15)) {
                board.event(restarted.name + " did not stop in time: killed");
                restarted.kill();
            }
            start(restarted);

            until(0.76);
            board.breaking("bus cut");
            servers.forEach(one -> one.bus(false));
            TimeUnit.SECONDS.sleep(2);
            until(0.90);
            servers.forEach(one -> one.bus(true));
            board.breaking("nothing: calm");
            until(1);
        }

        private Backend server(int turn) {
            return servers.get((turn + 1) % servers.size());
        }

        private void start(Backend server) {
            if (!server.start().join()) {
                board.event(server.name + " did not start");
            }
            board.breaking("nothing: " + server.name + " is back");
        }

        /**
         * Stops a process past its lease. One that is stopped in its turn at the file keeps the whole file: no other
         * server can save then, and what shows is that, not a takeover; so it is let go and stopped again.
         */
        private void pause(Backend server) throws InterruptedException {
            for (int i = 1; i <= PAUSES; i++) {
                server.pause(true);
                if (i == PAUSES || othersSave(server)) {
                    break;
                }
                server.pause(false);
                board.event(server.name + " was paused in its turn at the file; once more");
                TimeUnit.MILLISECONDS.sleep(200);
            }
            board.breaking(server.name + " paused past its lease (SIGSTOP)");
            TimeUnit.MILLISECONDS.sleep(lease.toMillis() + 3_000);
            server.pause(false);
            board.breaking("nothing: " + server.name + " goes on (SIGCONT)");
        }

        private boolean othersSave(Backend paused) throws InterruptedException {
            // What the others did before is told within half a second.
            TimeUnit.MILLISECONDS.sleep(700);
            long before = savesWithout(paused);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
            while (System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(100);
                if (savesWithout(paused) > before) {
                    return true;
                }
            }
            return false;
        }

        private long savesWithout(Backend paused) {
            return servers.stream()
                    .filter(one -> one != paused)
                    .mapToLong(one -> one.tally.saves())
                    .sum();
        }

        private void until(double part) throws InterruptedException {
            long left = begun + (long) (play.toNanos() * part) - System.nanoTime();
            if (left > 0) {
                TimeUnit.NANOSECONDS.sleep(left);
            }
        }
    }
}
