package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.demo.server.GameServer;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One game server of the demonstration, talked to by lines. */
@Command(name = "demo-server", hidden = true, description = "A game server of the demo; not for people.")
public final class DemoServerCommand implements Callable<Integer> {
    @Option(names = "--store", required = true)
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private String store;

    @Option(names = "--bus")
    private @Nullable String bus;

    @Option(names = "--journal", required = true)
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private Path journal;

    @Option(names = "--name", required = true)
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private String name;

    @Option(names = "--lease-millis", required = true)
    private long lease;

    @Option(names = "--clock-minutes")
    private long clockMinutes;

    @Override
    public Integer call() throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        GameServer.run(
                new GameServer.Site(
                        name, store, bus, journal, Duration.ofMillis(lease), Duration.ofMinutes(clockMinutes)),
                in,
                out);
        return 0;
    }
}
