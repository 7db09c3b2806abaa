package dev.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.bus.local.InProcessBus;
import dev.latchkey.spi.MessageBus;
import dev.latchkey.testkit.LeakCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** An application that cannot start says what to do, and shows no secret. */
@ExtendWith(LeakCheck.class)
class FailuresTest {
    /** Some of Boot's need what is not here; ours do not. */
    private static final SpringFactoriesLoader.FailureHandler OURS_MUST_BE =
            (type, name, unusable) -> assertThat(name).as(unusable.toString()).doesNotStartWith("dev.latchkey");

    @Test
    void noUrl() {
        FailureAnalysis analysis = analysis(Contexts.plain());
        assertThat(analysis.getDescription()).isEqualTo("Latchkey cannot start: the property latchkey.url is not set.");
        assertThat(analysis.getAction()).contains("sqlite:players.db", "latchkey.data-source", "latchkey.enabled");
    }

    @Test
    void aUrlWithoutScheme() {
        FailureAnalysis analysis = analysis(url("players"));
        assertThat(analysis.getDescription()).contains("a store's URL begins with its scheme");
        assertThat(analysis.getAction()).contains("Correct latchkey.url");
    }

    @Test
    void aJdbcUrl() {
        FailureAnalysis analysis = analysis(url("jdbc:postgresql://localhost/game?password=s3cret"));
        assertThat(analysis.getDescription()).contains("is a JDBC URL").doesNotContain("s3cret");
        assertThat(analysis.getAction()).contains("postgresql://USER@HOST:PORT/DATABASE");
    }

    @Test
    void anEngineThatIsMissing() {
        FailureAnalysis analysis = analysis(url("redis://me:s3cret@localhost/0"));
        assertThat(analysis.getDescription())
                .contains("scheme=redis", "served=[")
                .doesNotContain("s3cret");
        assertThat(analysis.getAction()).contains("add the artifact", "-redis").doesNotContain("s3cret");
    }

    @Test
    void aStoreThatCannotBeReached(@TempDir Path folder) {
        Path folderInTheWay = folder.resolve("none").resolve("players.db");
        FailureAnalysis analysis = analysis(url("sqlite:" + folderInTheWay));
        assertThat(analysis.getAction()).contains("is there, runs, and lets this server in");
    }

    @Test
    void aDatabaseThatIsAway() {
        FailureAnalysis analysis = analysis(url("postgresql://me:s3cret@localhost:1/game?timeout=300"));
        assertThat(analysis.getDescription()).doesNotContain("s3cret");
        assertThat(analysis.getAction()).contains("latchkey doctor --store URL").doesNotContain("s3cret");
        for (Throwable cause = analysis.getCause(); cause != null; cause = cause.getCause()) {
            assertThat(String.valueOf(cause.getMessage())).doesNotContain("s3cret");
        }
    }

    @Test
    void aLibraryOfAnotherVersion() {
        FailureAnalysis analysis = analysis(url("torn:x"));
        assertThat(analysis.getDescription()).contains("another version", "NoSuchMethodError", "driver");
        assertThat(analysis.getAction()).contains("jedis.version");
    }

    @Test
    void aSettingOutOfItsRange() {
        FailureAnalysis analysis = analysis(Contexts.on("range").withPropertyValues("latchkey.auto-save=10ms"));
        assertThat(analysis.getDescription()).contains("autoSave=PT0.01S", "allowed=PT1S to PT1H");
        assertThat(analysis.getAction()).contains("latchkey.auto-save");
    }

    @Test
    void aPayloadBeyondAllBounds() {
        FailureAnalysis analysis = analysis(Contexts.on("range").withPropertyValues("latchkey.max-payload=5GB"));
        assertThat(analysis.getAction()).contains("latchkey.max-payload");
    }

    @Test
    void aBusThatNobodyServes() {
        FailureAnalysis analysis = analysis(Contexts.on("bus").withPropertyValues("latchkey.bus=carrier-pigeon:x"));
        assertThat(analysis.getDescription()).contains("no message bus serves", "scheme=carrier-pigeon");
    }

    @Test
    void aBusBeanWithoutAnEngineBean() {
        FailureAnalysis analysis =
                analysis(Contexts.on("lonely").withBean(MessageBus.class, () -> InProcessBus.open("lonely")));
        assertThat(analysis.getDescription()).contains("no StorageEngine bean");
        assertThat(analysis.getAction()).contains("latchkey.bus");
    }

    private static ApplicationContextRunner url(String url) {
        return Contexts.plain().withPropertyValues("latchkey.url=" + url);
    }

    /** By the analyzers that an application has. */
    static FailureAnalysis analysis(ApplicationContextRunner application) {
        List<FailureAnalysis> said = new ArrayList<>();
        application.run(context -> {
            Throwable failure = Objects.requireNonNull(context.getStartupFailure(), "it started");
            for (FailureAnalyzer analyzer : SpringFactoriesLoader.forDefaultResourceLocation(
                            FailuresTest.class.getClassLoader())
                    .load(FailureAnalyzer.class, OURS_MUST_BE)) {
                FailureAnalysis analysis = analyzer.analyze(failure);
                if (analysis != null) {
                    said.add(analysis);
                }
            }
        });
        assertThat(said).hasSize(1);
        return said.get(0);
    }
}
