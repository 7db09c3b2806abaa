package dev.latchkey.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.bench.Figure.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Figure LOAD = new Figure("load", "load", 1.2, "x", Target.atMost(1.3), "parts");
    private static final Figure SAVE = new Figure("save", "save", 0.4, "x", Target.atLeast(0.8), "parts");
    private static final Figure HEAP = new Figure("sessions", "heap_per_session", 460, "B", null, "parts");

    private static Report report(List<Figure> figures) {
        return new Report("here", Main.BENCH.summaries(), figures);
    }

    @Test
    void theLastLineHasTheFiguresAndADashForWhatWasNotMeasured() {
        assertThat(report(List.of(LOAD, SAVE, HEAP)).lines())
                .isEqualTo("bench: load=1.20x save=0.40x save_vs_single=- handoff=- heap_per_session=460B");
    }

    @Test
    void aLineIsAboutTheScenariosOfItsName() {
        Summary other = new Summary("other", List.of("sessions"), List.of("load", "heap_per_session"));
        assertThat(new Report("here", List.of(other), List.of(LOAD, HEAP)).lines())
                .isEqualTo("other: load=- heap_per_session=460B");
    }

    @Test
    void aMissedTargetIsSaidAndByHowMuch() {
        assertThat(LOAD.verdict()).isEqualTo("met");
        assertThat(SAVE.verdict()).isEqualTo("MISSED by 50 %");
        assertThat(HEAP.verdict()).isEqualTo("stated");
        assertThat(report(List.of(SAVE)).table()).contains("| save | 0.40x | ≥ 0.80x | MISSED by 50 % |");
    }

    @Test
    void jsonHasEachFigure() {
        assertThat(report(List.of(LOAD)).json())
                .contains("\"machine\":\"here\"", "\"name\":\"load\",\"value\":1.200", "\"verdict\":\"met\"");
    }

    @Test
    void whatIsNotUnderstoodIsSaidInOneLine() {
        assertThatThrownBy(() -> Arguments.parse(Main.BENCH, "--onyl", "load")).hasMessageContaining("--onyl");
        assertThatThrownBy(() -> Arguments.parse(Main.BENCH, "--only", "lod")).hasMessageContaining("lod");
        assertThatThrownBy(() -> Arguments.parse(Main.BENCH, "--only")).hasMessageContaining("wants a value");
        assertThat(Arguments.parse(Main.BENCH, "--only", "save", "--json").scenarios())
                .hasSize(1);
    }
}
