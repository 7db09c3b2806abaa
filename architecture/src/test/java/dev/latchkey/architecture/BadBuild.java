package dev.latchkey.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One run of Maven over the projects of {@code architecture/bad}, offline, with the configuration of the real build:
 * they inherit it.
 */
final class BadBuild {
    private static final long PATIENCE_SECONDS = 300;

    private final String output;

    private BadBuild(String output) {
        this.output = output;
    }

    /** Whether Maven says that a project was built. */
    boolean succeeded(String project) {
        return output.lines().anyMatch(line -> line.matches("\\[INFO] bad-" + project + " \\.+ SUCCESS .*"));
    }

    /** Everything that Maven says about one project: what it printed meanwhile, and why it failed. */
    String about(String project) {
        StringBuilder about = new StringBuilder();
        boolean inside = false;
        for (String line : output.split("\n", -1)) {
            if (line.matches("\\[INFO] -+< dev\\.latchkey:.* >-+")
                    || line.startsWith("[ERROR] Failed to execute goal")) {
                inside = line.contains(":bad-" + project + " ") || line.contains("on project bad-" + project + ":");
            } else if (line.startsWith("[INFO] Reactor Summary")) {
                inside = false;
            }
            if (inside) {
                about.append(line).append('\n');
            }
        }
        return about.toString();
    }

    @Override
    public String toString() {
        return output;
    }

    static Path targets() {
        return Root.folder().resolve("architecture/target/bad");
    }

    static BadBuild run() throws IOException, InterruptedException {
        delete(targets());
        Path log = Files.createDirectories(targets()).resolve("log.txt");
        List<String> command = List.of(
                Path.of(Root.told("latchkey.maven"), "bin", "mvn").toString(),
                "--batch-mode",
                "--offline",
                "--fail-at-end",
                "-Dstyle.color=never",
                "-Dmaven.repo.local=" + Root.told("latchkey.repository"),
                "-Dlatchkey.bad=" + targets(),
                "test");
        run(command, Root.folder().resolve("architecture/bad"), log);
        return new BadBuild(Files.readString(log, StandardCharsets.UTF_8));
    }

    /** Runs a command and returns its status; what it prints goes to a file. */
    static int run(List<String> command, Path folder, Path log) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        // Options of the outer build, such as the folder of its pom, would change the inner one.
        environment
                .keySet()
                .removeAll(List.of("MAVEN_ARGS", "MAVEN_PROJECTBASEDIR", "MAVEN_CMD_LINE_ARGS", "MAKEFLAGS"));
        Process process = builder.start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(command + " took over " + PATIENCE_SECONDS + " s, see " + log);
            }
        } finally {
            process.destroyForcibly();
        }
        return process.exitValue();
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
