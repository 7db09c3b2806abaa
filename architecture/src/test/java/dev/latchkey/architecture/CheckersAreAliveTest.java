package dev.latchkey.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each checker of the build refuses the project in {@code architecture/bad} that is made for it. */
final class CheckersAreAliveTest {
    private static final String COMPILE = "maven-compiler-plugin:[0-9.]+:compile \\(default-compile\\)";

    @SuppressWarnings("NullAway.Init") // Set before all tests.
    private static BadBuild build;

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        build = BadBuild.run();
    }

    @Test
    void what_the_bad_projects_do_passes_when_done_well() {
        assertThat(build.succeeded("good")).as("good succeeds:\n%s", build).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            error-prone | [DeadException] Exception created but not thrown
            nullaway    | [NullAway] returning @Nullable expression from method
            lint        | found raw type: java.util.List
            lint        | warnings found and -Werror specified
            boundary    | package dev.latchkey.good.internal is not visible
            """)
    void the_compiler_refuses(String project, String message) {
        assertRefused(project, COMPILE, message);
    }

    @Test
    void the_formatter_refuses_another_format() {
        assertRefused("format", "spotless-maven-plugin:[0-9.]+:check \\(format\\)", "format violations");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.time.Instant#now(**)",
                "java.lang.Thread",
                "java.nio.file.Files",
                "java.util.Random",
            })
    void purity_refuses(String forbidden) {
        assertRefused("purity", "forbiddenapis:[0-9.]+:check \\(purity\\)", forbidden + " [no clock, thread, I/O");
    }

    @ParameterizedTest
    @ValueSource(strings = {"core", "spi"})
    void purity_is_checked_in(String module) throws IOException {
        String pom = Files.readString(Root.folder().resolve(module).resolve("pom.xml"), StandardCharsets.UTF_8);
        assertThat(pom).contains("<artifactId>forbiddenapis</artifactId>").doesNotContain("<skip>");
    }

    @Test
    void a_skipped_test_fails_the_build(@TempDir Path logs) throws IOException, InterruptedException {
        assertThat(build.succeeded("skipped"))
                .as("Surefire lets it pass:\n%s", build)
                .isTrue();
        Path log = logs.resolve("log.txt");
        assertThat(noSkipped("bad-good", log)).isZero();
        assertThat(Files.readString(log, StandardCharsets.UTF_8)).contains("Tests run: 1,", "Skipped: 0");
        assertThat(noSkipped("bad-skipped", log)).isEqualTo(1);
        assertThat(Files.readString(log, StandardCharsets.UTF_8)).contains("Skipped: 1", "one_is_one");
        assertThat(noSkipped("bad-format", log)).isEqualTo(1);
        assertThat(Files.readString(log, StandardCharsets.UTF_8)).contains("No test has run.");
    }

    private static int noSkipped(String project, Path log) throws IOException, InterruptedException {
        String script = Root.folder().resolve("scripts/no-skipped").toString();
        String folder = BadBuild.targets().resolve(project).toString();
        return BadBuild.run(List.of(script, folder), Root.folder(), log);
    }

    private static void assertRefused(String project, String goal, String message) {
        assertThat(build.succeeded(project)).as("%s fails:\n%s", project, build).isFalse();
        assertThat(build.about(project))
                .containsPattern("Failed to execute goal [a-z.]+:" + goal + " on project bad-" + project + ":")
                .contains(message);
    }
}
