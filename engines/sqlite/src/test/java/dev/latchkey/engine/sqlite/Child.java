package dev.latchkey.engine.sqlite;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another process that runs a main class of these tests. */
final class Child implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;
    private final BufferedWriter orders;

    private Child(Process process) {
        this.process = process;
        this.lines = process.inputReader();
        this.orders = process.outputWriter();
    }

    /**
     * Starts it.
     *
     * @param before words of a command that gets the Java command as its further arguments; may be none
     */
    static Child start(List<String> before, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:-UsePerfData", "-Xmx128m", "-cp"));
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return new Child(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The next line that it prints. */
    String line() throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new AssertionError(
                    "the child ended, status " + process.onExit().join().exitValue());
        }
        return line;
    }

    /** All further lines, until it ends. */
    List<String> rest() throws IOException {
        List<String> rest = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            rest.add(line);
        }
        return rest;
    }

    void tell(String order) throws IOException {
        orders.write(order);
        orders.newLine();
        orders.flush();
    }

    /** Ends it with SIGKILL, and waits for that. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
