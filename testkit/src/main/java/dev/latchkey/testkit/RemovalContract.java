package dev.latchkey.testkit;

import static dev.latchkey.testkit.EngineStage.granted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.RenewReply;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** C104: old rows, for engines that remove any and whose clock can be turned by a day (L2). */
public interface RemovalContract extends Staged {
    /** C104. */
    @Test
    default void c104_aServersRowIsRemovedOnlyBuriedADayOldAndNamedByNoRecord() {
        Id live = stage().server();
        Id dead = stage().server();
        Session named = stage().session(stage().profile(), stage().server());
        stage().bury(dead);
        stage().bury(named.server());
        stage().time().pass(Duration.ofHours(23));
        stage().server();
        assertThat(stage().giveBack(dead)).isEqualTo(Burial.Reply.BURIED);
        stage().time().pass(Duration.ofHours(2));
        Id fresh = stage().server();
        assertThat(stage().giveBack(dead)).isEqualTo(Burial.Reply.MISSING);
        assertThat(stage().giveBack(named.server())).isEqualTo(Burial.Reply.BURIED);
        assertThat(stage().renew(live, 0)).isInstanceOf(RenewReply.Renewed.class);
        assertThat(granted(stage().tryOpen(named.profile(), fresh, stage().id()))
                        .how())
                .isEqualTo(OpenReply.How.TAKEN_OVER);
        stage().server();
        assertThat(stage().giveBack(named.server())).isEqualTo(Burial.Reply.MISSING);
    }
}
