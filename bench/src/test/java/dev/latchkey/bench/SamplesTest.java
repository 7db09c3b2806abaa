package dev.latchkey.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplesTest {
    @Test
    void percentilesAreByNearestRank() {
        Samples samples = new Samples();
        for (int i = 2_000; i > 0; i--) {
            samples.add(i);
        }

        assertThat(samples.percentile(0)).isEqualTo(1);
        assertThat(samples.median()).isEqualTo(1_000);
        assertThat(samples.percentile(99)).isEqualTo(1_980);
        assertThat(samples.slowest()).isEqualTo(2_000);
        samples.add(5_000);
        assertThat(samples.slowest()).isEqualTo(5_000);
    }

    @Test
    void nothingMeasuredHasNoPercentile() {
        assertThatThrownBy(() -> new Samples().median()).isInstanceOf(IllegalStateException.class);
        assertThat(new Samples()).hasToString("nothing");
    }

    @Test
    void anotherProcessReadsWhatWasWritten(@TempDir Path folder) throws Exception {
        Samples samples = new Samples();
        samples.add(7);
        samples.add(3);
        samples.write(folder.resolve("samples"));

        Samples read = Samples.read(folder.resolve("samples"));
        read.addAll(samples);

        assertThat(read.size()).isEqualTo(4);
        assertThat(read.percentile(0)).isEqualTo(3);
        assertThat(read.slowest()).isEqualTo(7);
    }
}
