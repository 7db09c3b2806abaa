package dev.latchkey.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.EvaluationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Planted classes that the rule of {@link Boundaries} must refuse, each beside one that it must let pass. */
final class BoundariesAreAliveTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    @Test
    void an_engine_may_see_spi_but_not_core() throws IOException {
        assertThat(faults(seer("dev.latchkey.engine.memory", "dev.latchkey.spi.Seen"), seen("dev.latchkey.spi")))
                .isEmpty();
        assertThat(faults(seer("dev.latchkey.engine.memory", "dev.latchkey.core.Seen"), seen("dev.latchkey.core")))
                .contains("dev.latchkey.engine.memory may not see dev.latchkey.core");
    }

    @Test
    void core_may_not_see_client() throws IOException {
        assertThat(faults(seer("dev.latchkey", "dev.latchkey.core.Seen"), seen("dev.latchkey.core")))
                .isEmpty();
        assertThat(faults(seer("dev.latchkey.core", "dev.latchkey.Seen"), seen("dev.latchkey")))
                .contains("dev.latchkey.core may not see dev.latchkey");
    }

    @Test
    void internals_are_seen_by_their_own_module_only() throws IOException {
        String internal = "dev.latchkey.spi.internal";
        assertThat(faults(seer("dev.latchkey.spi", internal + ".Seen"), seen(internal)))
                .isEmpty();
        assertThat(faults(seer("dev.latchkey.core", internal + ".Seen"), seen(internal)))
                .contains("dev.latchkey.core sees internals of dev.latchkey.spi");
    }

    @Test
    void core_may_not_see_a_library_and_a_codec_may() throws IOException {
        assertThat(faults(seer("dev.latchkey.json", "org.library.Seen"), seen("org.library")))
                .isEmpty();
        assertThat(faults(seer("dev.latchkey.core", "org.library.Seen"), seen("org.library")))
                .contains("dev.latchkey.core sees a library");
    }

    @Test
    void a_second_package_of_a_module_is_refused_unless_it_is_internal() throws IOException {
        assertThat(faults(seen("dev.latchkey.client.internal"))).contains("belongs to no module");
        assertThat(faults(seen("dev.latchkey.internal"))).isEmpty();
    }

    private static String seer(String packageName, String seen) {
        return "package " + packageName + "; class Seer { " + seen + " seen; }";
    }

    private static String seen(String packageName) {
        return "package " + packageName + "; public class Seen {}";
    }

    /** What the rule says of classes of ours with these sources; empty if nothing. */
    private String faults(String... sources) throws IOException {
        Path home = Files.createTempDirectory(folder, "planted");
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", home.toString(), "-cp", home.toString()));
        for (int i = 0; i < sources.length; i++) {
            Path file = Files.createDirectory(home.resolve("source" + i))
                    .resolve(sources[i].contains("class Seer") ? "Seer.java" : "Seen.java");
            arguments.add(Files.writeString(file, sources[i]).toString());
        }
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(status).as("status of javac").isZero();
        Path ours = home.resolve("dev");
        JavaClasses classes = new ClassFileImporter().importPath(ours);
        assertThat(classes).isNotEmpty();
        EvaluationResult result = Boundaries.HELD.evaluate(classes);
        return String.join("\n", result.getFailureReport().getDetails());
    }
}
