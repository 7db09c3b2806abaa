package dev.latchkey.testkit;

import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Write;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** C86–C91: what is stored comes back, byte by byte. */
public interface PayloadContract extends Staged {
    /** C86. */
    @Test
    default void c86_everyByteComesBack() {
        byte[] bytes = new byte[1024];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        comesBack(new Payload(bytes, "bytes", 0, false));
    }

    /** C87. */
    @Test
    default void c87_noBytesAreNotTheSameAsNoPayload() {
        comesBack(new Payload(new byte[0], "bytes", 0, false));
        comesBack(new Payload(new byte[0], "json", 0, true));
    }

    /** C88. */
    @Test
    default void c88_fourMebibytesComeBack() {
        byte[] bytes = new byte[4 << 20];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ((i * 31) >>> 8);
        }
        comesBack(new Payload(bytes, "bytes", 0, false));
    }

    /** C89. */
    @Test
    default void c89_textCodecAndSchemaComeBack() {
        comesBack(text("{\"name\":\"Zoë 🎮 'quoted' \\u0000\",\"tab\":\"\t\"}"));
        comesBack(text("with a zero character: \0, and more after it"));
        comesBack(new Payload("plain".getBytes(StandardCharsets.UTF_8), "my-codec", 2_000_000, false));
        comesBack(new Payload("{}".getBytes(StandardCharsets.UTF_8), "json;from=1", 3, true));
    }

    private void comesBack(Payload payload) {
        Session session = stage().session(stage().profile(), stage().server());
        stage().applied(session, payload, new Write.Release());
        assertThat(stage().record(session.profile()).payload()).isEqualTo(payload);
        assertThat(EngineStage.granted(stage().tryOpen(session.profile(), session.server(), stage().id()))
                        .record()
                        .payload())
                .isEqualTo(payload);
    }

    /** C90. */
    @Test
    default void c90_keysThatDifferInAnyByteAreDifferentProfiles() {
        List<ProfileId> profiles = new ArrayList<>();
        for (String key : List.of(
                "ada",
                "Ada",
                "ada ",
                " ada",
                "a'da",
                "a%",
                "a_",
                "å",
                "a\u030a",
                "🎮",
                "\uff5e",
                "0",
                "00",
                "k".repeat(256))) {
            profiles.add(new ProfileId("players", key));
            profiles.add(new ProfileId("guilds", key));
        }
        for (ProfileId profile : profiles) {
            Session session = stage().session(profile, stage().server());
            assertThat(session.token()).isEqualTo(1);
            stage().applied(session, text(profile.toString()), new Write.Release());
        }
        for (ProfileId profile : profiles) {
            assertThat(stage().record(profile).payload()).isEqualTo(text(profile.toString()));
        }
    }

    /** C91. */
    @Test
    default void c91_readingTakesNoLockAndChangesNothing() {
        assertThat(stage().exists(stage().profile())).isFalse();
        Session session = stage().session(stage().saved("{}"), stage().server());
        var before = stage().record(session.profile());
        assertThat(stage().record(session.profile())).isEqualTo(before);
        stage().applied(session, text("x"), new Write.Keep());
    }
}
