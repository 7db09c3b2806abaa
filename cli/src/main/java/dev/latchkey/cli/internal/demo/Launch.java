package dev.latchkey.cli.internal.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How a game server's process is started: this program once more, as another command.
 *
 * @param folder of the demonstration: the store, and what the servers log
 */
record Launch(Path folder, Duration lease) {
    /** The file that all servers share. */
    static Path store(Path folder) {
        return folder.resolve("players.db");
    }

    Process start(String name) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = List.of(
                java,
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                Objects.requireNonNull(System.getProperty("java.class.path")),
                "dev.latchkey.cli.Main",
                "demo-server",
                "--file",
                store(folder).toString(),
                "--name",
                name,
                "--lease-millis",
                Long.toString(lease.toMillis()));
        File log = folder.resolve(name + ".log").toFile();
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log))
                .start();
    }
}
