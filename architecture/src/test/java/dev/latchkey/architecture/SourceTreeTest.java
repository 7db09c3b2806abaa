package dev.latchkey.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of {@link SourceTree} hold, and each is proved alive by a planted file that breaks it. */
final class SourceTreeTest {
    private static final String TEST = "m/src/test/java/ATest.java";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    @Test
    void the_project_keeps_the_rules() throws IOException {
        Path root = Root.folder();
        assertThat(SourceTree.texts(root))
                .contains(root.resolve("spi/src/main/java/dev/latchkey/spi/StorageEngine.java"))
                .contains(root.resolve("Makefile"));
        assertThat(SourceTree.faults(root)).isEmpty();
    }

    @Test
    void a_package_is_null_marked() throws IOException {
        plant("m/src/main/java/p/A.java", "package p;");
        assertThat(SourceTree.faults(folder)).singleElement().asString().contains("no @NullMarked");
        plant("m/src/main/java/p/package-info.java", "package p;");
        assertThat(SourceTree.faults(folder)).hasSize(2);
        plant("m/src/main/java/p/package-info.java", "@NullMarked package p;");
        assertThat(SourceTree.faults(folder)).isEmpty();
    }

    @Test
    void a_source_has_400_lines_at_most() throws IOException {
        plant("m/src/test/java/Long.java", "// line\n".repeat(400));
        assertThat(SourceTree.faults(folder)).isEmpty();
        plant("m/src/test/java/Long.java", "// line\n".repeat(401));
        assertThat(SourceTree.faults(folder)).singleElement().asString().contains("401 lines");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            // TO_DO: the rest                       | left unfinished
            // FIX_ME                                | left unfinished
            // XX_X                                  | left unfinished
            throw new Error("not imple_mented");     | left unfinished
            throw new Unsupported_OperationException(); | unsupported
            Thread.sl_eep(100);                      | sleeps
            TimeUnit.SECONDS.sl_eep(1);              | sleeps
            @Dis_abled("flaky")                      | skipped
            @Enabled_OnOs(LINUX)                     | skipped
            assume_True(linux);                      | skipped
            assume_ThatCode(work);                   | skipped
            """)
    void a_test_that_breaks_a_rule_is_found(String line, String fault) throws IOException {
        plant(TEST, "// fine\n" + line + "\n");
        assertThat(SourceTree.faults(folder))
                .as("the line broken by underscores")
                .isEmpty();
        plant(TEST, "// fine\n" + line.replace("_", "") + "\n");
        assertThat(SourceTree.faults(folder))
                .singleElement()
                .asString()
                .contains(TEST + ":2: ")
                .contains(fault);
    }

    @Test
    void a_left_over_is_found_in_any_text() throws IOException {
        for (String name : new String[] {"README.md", "pom.xml", "Makefile", "m/src/test/java/A.java", "web/a.js"}) {
            plant(name, "TO_DO".replace("_", ""));
        }
        assertThat(SourceTree.faults(folder)).hasSize(5).allMatch(fault -> fault.endsWith("left unfinished"));
    }

    private void plant(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }
}
