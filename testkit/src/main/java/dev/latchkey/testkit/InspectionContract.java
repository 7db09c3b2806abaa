package dev.latchkey.testkit;

import static dev.latchkey.testkit.EngineStage.reply;
import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection;
import dev.latchkey.spi.Inspection.AuditEntry;
import dev.latchkey.spi.Inspection.ServerInfo;
import dev.latchkey.spi.Inspection.SessionInfo;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Write;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** I1–I11: looking around without a session, for engines that are an {@link Inspection}. */
public interface InspectionContract extends SessionAuditContract {
    private Inspection inspection() {
        return EngineStage.as(Inspection.class, stage().engine());
    }

    /** Whether the engine has a clock, and so dates for leases. */
    private boolean hasClock() {
        return this instanceof LeaseContract;
    }

    /** I1. */
    @Test
    default void i1_serversAreListedInTheOrderOfTheirIdsWithWhatTheyOwn() {
        Id first = stage().server();
        Id second = stage().server();
        stage().session(stage().profile(), first);
        stage().session(stage().profile(), first);
        stage().renewed(first, 0, 0);
        stage().bury(second);
        List<ServerInfo> servers = reply(inspection().servers());
        assertThat(servers)
                .isSortedAccordingTo(Comparator.comparing(ServerInfo::server))
                .hasSize(2);
        ServerInfo live = servers.get(0);
        assertThat(live.server()).isEqualTo(first);
        assertThat(live.name()).isEqualTo("server");
        assertThat(live.beat()).isEqualTo(1);
        assertThat(live.live()).isTrue();
        assertThat(live.buried()).isFalse();
        if (hasClock()) {
            assertThat(live.sessions()).isEqualTo(2);
            assertThat(live.leaseEnd())
                    .isAfterOrEqualTo(live.since().plus(stage().time().lease()));
        } else {
            assertThat(live.sessions()).isIn(2L, ServerInfo.NOT_COUNTED);
            assertThat(List.of(live.since(), live.leaseEnd())).containsOnly(Instant.EPOCH);
        }
        assertThat(servers.get(1).buried()).isTrue();
        assertThat(servers.get(1).live()).isFalse();
        assertThat(servers.get(1).sessions()).isIn(0L, hasClock() ? 0L : ServerInfo.NOT_COUNTED);
    }

    /** I2. */
    @Test
    default void i2_sessionsAreListedInPagesInTheOrderOfProfiles() {
        Id server = stage().server();
        Session first = stage().session(stage().profile(), server);
        stage().saved("free");
        Session second = stage().session(stage().profile(), server);
        Session third = stage().session(stage().profile(), server);
        stage().applied(third, text("12345"), new Write.Keep());
        List<SessionInfo> page = reply(inspection().sessions(null, 2));
        assertThat(page).extracting(SessionInfo::profile).containsExactly(first.profile(), second.profile());
        assertThat(page.get(0).head()).isEqualTo(stage().head(first.profile()));
        assertThat(page.get(0).payloadBytes()).isZero();
        List<SessionInfo> rest = reply(inspection().sessions(second.profile(), 2));
        assertThat(rest).extracting(SessionInfo::profile).containsExactly(third.profile());
        assertThat(rest.get(0).payloadBytes()).isEqualTo(5);
    }

    /** I3. */
    @Test
    default void i3_keysAreListedByPrefixInPages() {
        Id server = stage().server();
        for (String key : List.of("b", "a%1", "a_2", "a1", "a2", "A3", "a", "aé")) {
            stage().session(new ProfileId("players", key), server);
        }
        stage().session(new ProfileId("guilds", "a4"), server);
        stage().session(new ProfileId("zones", "a5"), server);
        assertThat(reply(inspection().keys("players", "a", null, 3)))
                .extracting(ProfileId::key)
                .containsExactly("a", "a%1", "a1");
        assertThat(reply(inspection().keys("players", "a", "a1", 9)))
                .extracting(ProfileId::key)
                .containsExactly("a2", "a_2", "aé");
        assertThat(reply(inspection().keys("players", "a_", null, 9)))
                .extracting(ProfileId::key)
                .containsExactly("a_2");
        assertThat(reply(inspection().keys("players", "", null, 9))).hasSize(8);
        assertThat(reply(inspection().keys("nobody", "", null, 9))).isEmpty();
    }

    /** I4. */
    @Test
    default void i4_storesAreListedOnceEach() {
        Id server = stage().server();
        for (String store : List.of("players", "guilds")) {
            stage().session(new ProfileId(store, "a"), server);
            stage().session(new ProfileId(store, "b"), server);
        }
        assertThat(reply(inspection().stores())).containsExactly("guilds", "players");
    }

    /** I5. */
    @Test
    default void i5_theAuditTellsWhoTookWhatFromWhomNewestFirst() {
        Session stolen = stage().session(stage().profile(), stage().server());
        Id thief = stage().server();
        stage().open(stolen.profile(), thief, stage().id(), new Open.Steal(stolen.token()));
        ProfileId profile = stolen.profile();
        stage().edit(profile, stage().head(profile), text("x"));
        List<AuditEntry> before = reply(inspection().audit(profile, 9));
        assertThat(before).extracting(AuditEntry::what).containsExactly("edited", "stolen");
        assertThat(before.get(1).from()).isEqualTo(stolen.server());
        assertThat(before.get(1).by()).contains("server");
        assertThat(before.get(0).from()).isEqualTo(thief);
        assertThat(before.get(0).by()).isEqualTo("operator");
        stage().edit(profile, stage().head(profile), null);
        Session next = stage().session(profile, thief);
        stage().bury(thief);
        stage().session(profile, stage().server());
        List<AuditEntry> after = reply(inspection().audit(profile, 9));
        assertThat(after).extracting(AuditEntry::what).startsWith("taken-over", "erased");
        assertThat(after.get(1).from()).isNull();
        assertThat(after.get(1).session()).as("nobody had it").isNull();
        assertThat(after.get(0).from()).isEqualTo(next.server());
        assertThat(before).allMatch(entry -> profile.equals(entry.profile()));
        assertThat(after).allMatch(entry -> profile.equals(entry.profile()));
    }

    /** I6. */
    @Test
    default void i6_theAuditOfAllHasBurialsAndIsLimited() {
        ProfileId unused = stage().saved("{}");
        ProfileId profile = stage().saved("{}");
        stage().edit(profile, stage().head(profile), null);
        Id server = stage().server();
        stage().bury(server);
        stage().bury(server);
        List<AuditEntry> entries = reply(inspection().audit(null, 9));
        assertThat(entries).extracting(AuditEntry::what).containsExactly("buried", "erased", "released");
        assertThat(entries.get(0).from()).isEqualTo(server);
        assertThat(entries.get(0).profile()).isNull();
        assertThat(entries.get(0).session()).isNull();
        assertThat(reply(inspection().audit(null, 1))).containsExactly(entries.get(0));
    }
}
