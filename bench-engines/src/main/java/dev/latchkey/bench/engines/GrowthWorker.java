package dev.latchkey.bench.engines;

import dev.latchkey.bench.Child;
import java.time.Duration;
import java.util.List;

/**
 * A server with some open profiles, in a process of its own. Commands: {@code stroll SECONDS}, answered by the median
 * microseconds of a load, of a save, and how many; {@code calls}, answered by renewals and other calls so far.
 */
final class GrowthWorker {
    /** How many profiles each strolls among, and how many more each has open. */
    static final int PROFILES = 500;

    private GrowthWorker() {}

    /** Arguments: URL, number of the server. */
    public static void main(String[] args) throws Exception {
        int number = Integer.parseInt(args[1]);
        int from = 2 * PROFILES * number;
        try (CountedServer server = new CountedServer(args[0], "process-" + number)) {
            server.open(from + PROFILES, from + 2 * PROFILES);
            Stroll stroll = server.stroll();
            Child.serve(words -> run(server, stroll, from, words));
        }
    }

    private static String run(CountedServer server, Stroll stroll, int from, List<String> words) {
        return switch (words.get(0)) {
            case "stroll" -> {
                Stroll.Times times =
                        stroll.run(from, from + PROFILES, Duration.ofSeconds(Long.parseLong(words.get(1))));
                yield times.load() + " " + times.save() + " " + times.loads().size();
            }
            case "calls" -> server.engine().renewals() + " " + server.engine().others();
            default -> throw new IllegalArgumentException("unknown command " + words);
        };
    }
}
