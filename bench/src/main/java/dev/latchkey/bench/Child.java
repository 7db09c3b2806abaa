package dev.latchkey.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another process of this program: takes a command per line and answers each with a line. Of one thread. */
public final class Child implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final PrintStream commands;

    private Child(Process process) {
        this.process = process;
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** Starts a worker and waits until it is ready. */
    public static Child start(Class<?> worker, List<String> jvm, Object... arguments) throws IOException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add("--enable-native-access=ALL-UNNAMED");
        line.addAll(jvm);
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), worker.getName()));
        for (Object argument : arguments) {
            line.add(argument.toString());
        }
        Child child = new Child(new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        child.answer();
        return child;
    }

    /** Does not wait for the answer. */
    public void send(String command) {
        commands.println(command);
    }

    /** Waits for it. */
    public String answer() throws IOException {
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("a worker ended unexpectedly; its error is above");
        }
        return answer;
    }

    /** Sends and waits for the answer. */
    public String ask(String command) throws IOException {
        send(command);
        return answer();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        commands.close();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    /** What a worker does for one command. */
    @FunctionalInterface
    public interface Commands {
        /** Its answer, one line. */
        String run(List<String> words) throws Exception;
    }

    /** The worker's side: says that it is ready, then serves until there are no more commands. */
    @SuppressWarnings("SystemOut")
    public static void serve(Commands commands) throws Exception {
        System.out.println("ready");
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            System.out.println(commands.run(List.of(line.split(" "))));
        }
    }
}
