package dev.latchkey.cli.internal.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a game server's process is started: this program once more, as another command.
 *
 * @param folder of the demonstration, for what the servers log and what cannot reach the store
 * @param store its URL
 * @param bus its URL; null for the one that the store names
 * @param clockMinutes how many minutes its wall clock is ahead
 */
record Launch(
        Path folder, Duration lease, String store, @Nullable String bus, int clockMinutes) {
    Process start(String name) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(
                java,
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                Objects.requireNonNull(System.getProperty("java.class.path")),
                "dev.latchkey.cli.Main",
                "demo-server",
                "--store",
                store,
                "--journal",
                folder.resolve("journal").toString(),
                "--name",
                name,
                "--lease-millis",
                Long.toString(lease.toMillis()),
                "--clock-minutes",
                Integer.toString(clockMinutes)));
        if (bus != null) {
            command.addAll(List.of("--bus", bus));
        }
        File log = folder.resolve(name + ".log").toFile();
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log))
                .start();
    }
}
