package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.demo.Board;
import dev.latchkey.cli.internal.demo.Breaker;
import dev.latchkey.cli.internal.demo.Demo;
import dev.latchkey.cli.internal.demo.Place;
import dev.latchkey.cli.internal.store.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The main job, seen: servers, players, and what breaks. */
@Command(
        name = "demo",
        description = "Runs game servers and players on this machine, breaks things, and checks that nothing is lost.",
        footer = {
            "",
            "Hand-off times are of all hand-offs, those while the bus was cut or a server paused too.",
            "The exit status is 0 only where nothing is lost, nothing duplicated, all gold that was made is there,",
            "and no item is in two places; players pay, give, mail and ship gold and items to each other all the time."
        })
public final class DemoCommand implements Callable<Integer> {
    /** What the rest takes at most: starting, going home, stopping, checking. */
    private static final int REST_SECONDS = 45;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    @Option(
            names = "--seconds",
            defaultValue = "42",
            description = "How long the players play (10-600; default ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--players",
            defaultValue = "40",
            description = "How many players (2-2000; default ${DEFAULT-VALUE}).")
    private int players;

    @Option(names = "--servers", defaultValue = "4", description = "How many servers (3-16; default ${DEFAULT-VALUE}).")
    private int servers;

    @Option(names = "--seed", description = "For the players' choices; times differ from run to run.")
    private @Nullable Long seed;

    @Option(names = "--plain", description = "Plain lines, also on a terminal.")
    private boolean plain;

    @Option(names = "--json", description = "Prints the result as JSON and nothing else.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        range("--seconds", seconds, 10, 600);
        range("--players", players, 2, 2000);
        range("--servers", servers, 3, 16);
        Duration lease = Duration.ofMillis(Math.clamp(seconds * 1000L / 6, 3_000, 15_000));
        long chosen = seed == null ? System.nanoTime() & 0xFFFFFF : seed;
        Demo.Plan plan = new Demo.Plan(servers, players, Duration.ofSeconds(seconds), lease, chosen);
        Path folder = Files.createTempDirectory("latchkey-demo");
        Board.Style style =
                json ? Board.Style.SILENT : !plain && Terminal.isThere() ? Board.Style.TABLE : Board.Style.LINES;
        PrintWriter out = spec.commandLine().getOut();
        Demo.Result result;
        try (Demo demo = new Demo(plan, folder, Place.file(folder), new Breaker(plan), new Board(out, style))) {
            Thread last = new Thread(demo::close);
            Runtime.getRuntime().addShutdownHook(last);
            limit(demo);
            result = demo.run();
            Runtime.getRuntime().removeShutdownHook(last);
        }
        tell(out, result);
        boolean clean = result.verdict().isClean();
        if (clean) {
            delete(folder);
        } else {
            spec.commandLine().getErr().println("The store and all logs are kept: " + folder);
        }
        return clean ? 0 : 1;
    }

    private void tell(PrintWriter out, Demo.Result result) {
        if (json) {
            out.println(Json.text(result));
            return;
        }
        Stream.concat(
                        result.verdict().lostFacts().stream().map(fact -> "lost: " + fact),
                        result.verdict().duplicatedFacts().stream().map(fact -> "duplicated: " + fact))
                .limit(40)
                .forEach(out::println);
        out.println("checked: " + result.verdict().acknowledged() + " deeds acknowledged, "
                + result.verdict().stored() + " stored");
        out.println(result.line());
        out.flush();
    }

    private void limit(Demo demo) {
        Thread unused = Thread.ofPlatform().daemon().name("demo-limit").start(() -> {
            try {
                Thread.sleep(Duration.ofSeconds(seconds + REST_SECONDS));
            } catch (InterruptedException ended) {
                return;
            }
            System.err.println("demo: not ended in time");
            demo.close();
            Runtime.getRuntime().halt(1);
        });
    }

    private void range(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(), option + " is " + value + ", allowed " + least + "-" + most);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : all) {
                Files.deleteIfExists(file);
            }
        }
    }
}
