package dev.latchkey.faults.internal.server;

import java.io.IOException;
import java.nio.file.Path;

/** A database server that is one {@link Program} in a folder of its own. For one thread. */
abstract class ProgramDatabase implements Database {
    private final Path folder;
    private final int port;
    private final Program program;

    ProgramDatabase(Path folder, int port, Program program) {
        this.folder = folder;
        this.port = port;
        this.program = program;
    }

    @Override
    public final int port() {
        return port;
    }

    @Override
    public final void kill() {
        program.kill();
    }

    @Override
    public final void startAgain() throws IOException {
        program.beginAgain();
    }

    @Override
    public final void startIfEnded() throws IOException {
        program.beginIfEnded();
    }

    @Override
    public final void pause() {
        program.pause();
    }

    @Override
    public final void resume() {
        program.resume();
    }

    @Override
    public final void close() throws IOException {
        kill();
        Signals.delete(folder);
    }
}
