package dev.latchkey.testkit;

import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Edit;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Write;
import org.junit.jupiter.api.Test;

/** C105–C106: the highest token, for engines whose test can put one into a record. */
public interface TokenLimitContract extends Staged {
    /** Makes this token that of a profile that exists and is free. */
    void putToken(ProfileId profile, long token);

    /** C105. */
    @Test
    default void c105_atTheHighestTokenOpeningFailsAndWritesNothing() {
        ProfileId profile = stage().saved("{}");
        putToken(profile, Head.MAX_TOKEN);
        var before = stage().record(profile);
        assertThat(before.head().token()).isEqualTo(Head.MAX_TOKEN);
        assertThat(stage().tryOpen(profile, stage().server(), stage().id())).isEqualTo(new OpenReply.TokenLimit());
        assertThat(stage().edit(profile, before.head(), null)).isEqualTo(new Edit.Edited(false, before.head()));
        assertThat(stage().record(profile)).isEqualTo(before);
    }

    /** C106. */
    @Test
    default void c106_aHandOffAtTheHighestTokenIsARelease() {
        ProfileId profile = stage().saved("{}");
        putToken(profile, Head.MAX_TOKEN - 1);
        Session last = stage().session(profile, stage().server());
        assertThat(last.token()).isEqualTo(Head.MAX_TOKEN);
        var written = stage().applied(last, text("last"), new Write.HandOff(stage().server(), stage().id(), 0));
        assertThat(written.holder()).isNull();
        assertThat(stage().head(profile).owner()).isNull();
    }
}
