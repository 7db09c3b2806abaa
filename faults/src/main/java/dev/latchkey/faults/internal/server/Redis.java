package dev.latchkey.faults.internal.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import redis.embedded.core.ExecutableProvider;

/** A Redis server with an append-only file that is synced with each write. */
public final class Redis extends ProgramDatabase {
    private Redis(Path folder, int port) throws IOException {
        super(
                folder,
                port,
                new Program(
                        List.of(
                                ExecutableProvider.newJarResourceProvider()
                                        .get()
                                        .getAbsolutePath(),
                                "--bind",
                                "127.0.0.1",
                                "--port",
                                Integer.toString(port),
                                "--save",
                                "",
                                "--dir",
                                folder.toString(),
                                "--appendonly",
                                "yes",
                                "--appendfsync",
                                "always"),
                        "Ready to accept connections"));
    }

    /**
     * Starts a server on a free port, in a temporary folder.
     *
     * @param parent of the temporary folder
     * @throws IOException if it does not start
     */
    public static Redis start(Path parent) throws IOException {
        return new Redis(Files.createTempDirectory(parent, "latchkey-faults-redis"), Program.freePort());
    }

    @Override
    public String url(int at) {
        return "redis://127.0.0.1:" + at;
    }
}
