package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.demo.Bidding;
import dev.latchkey.cli.internal.demo.Board;
import dev.latchkey.cli.internal.demo.Demo;
import dev.latchkey.cli.internal.demo.Place;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The demonstration's players on any store, where somebody else breaks things and says so by lines. */
@Command(name = "demo-crowd", hidden = true, description = "Servers and players of the demo; not for people.")
public final class DemoCrowdCommand implements Callable<Integer> {
    private static final int FACTS = 40;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    @Option(names = "--store", required = true)
    private List<String> stores = List.of();

    @Option(names = "--bus")
    private List<String> buses = List.of();

    @Option(names = "--check")
    private @Nullable String check;

    @Option(names = "--folder", required = true)
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private Path folder;

    @Option(names = "--lease-millis", required = true)
    private long lease;

    @Option(names = "--clock-minutes")
    private int clockMinutes;

    @Option(names = "--servers", defaultValue = "4")
    private int servers;

    @Option(names = "--players", defaultValue = "40")
    private int players;

    @Option(names = "--seed", defaultValue = "1")
    private long seed;

    @Override
    public Integer call() throws IOException, InterruptedException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintWriter out = spec.commandLine().getOut();
        Demo.Plan plan = new Demo.Plan(servers, players, Duration.ZERO, Duration.ofMillis(lease), seed);
        Place place = new Place(stores, buses, clockMinutes, check == null ? stores.get(0) : check);
        try (Demo demo = new Demo(plan, folder, place, new Bidding(in), new Board(out, Board.Style.LINES))) {
            Thread last = new Thread(demo::close);
            Runtime.getRuntime().addShutdownHook(last);
            Demo.Result result = demo.run();
            Runtime.getRuntime().removeShutdownHook(last);
            tell(out, result);
            return result.verdict().isClean() ? 0 : 1;
        }
    }

    private static void tell(PrintWriter out, Demo.Result result) {
        result.verdict().lostFacts().stream().limit(FACTS).forEach(fact -> out.println("lost: " + fact));
        result.verdict().duplicatedFacts().stream().limit(FACTS).forEach(fact -> out.println("duplicated: " + fact));
        out.println(result.line());
        out.println("result lost=" + result.verdict().lost()
                + " duplicated=" + result.verdict().duplicated()
                + " clean=" + result.verdict().isClean()
                + " acknowledged=" + result.verdict().acknowledged()
                + " longest-load-millis=" + TimeUnit.NANOSECONDS.toMillis(result.longestWait())
                + " suspended-millis=" + TimeUnit.NANOSECONDS.toMillis(result.longestSuspension()));
        out.flush();
    }
}
