package dev.latchkey.testkit;

import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Dates;
import dev.latchkey.spi.Write;
import org.junit.jupiter.api.Test;

/** C103: dates by the store's clock. */
public interface DatesContract extends Staged {
    /** C103. */
    @Test
    default void c103_datesSayWhenARecordWasMadeChangedAndOpened() {
        Session first = stage().session(stage().profile(), stage().server());
        Dates opened = stage().record(first.profile()).dates();
        assertThat(opened.session()).isEqualTo(opened.created());
        stage().pass(0.1);
        stage().applied(first, text("x"), new Write.Release());
        Dates saved = stage().record(first.profile()).dates();
        assertThat(saved.created()).isEqualTo(opened.created());
        assertThat(saved.session()).isEqualTo(opened.session());
        assertThat(saved.updated()).isAfterOrEqualTo(opened.created().plus(stage().share(0.1)));
        stage().pass(0.1);
        stage().session(first.profile(), first.server());
        Dates again = stage().record(first.profile()).dates();
        assertThat(again.created()).isEqualTo(opened.created());
        assertThat(again.updated()).isEqualTo(saved.updated());
        assertThat(again.session()).isAfterOrEqualTo(saved.updated().plus(stage().share(0.1)));
    }
}
