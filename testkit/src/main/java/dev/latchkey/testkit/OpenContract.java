package dev.latchkey.testkit;

import static dev.latchkey.testkit.EngineStage.granted;
import static dev.latchkey.testkit.EngineStage.held;
import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Write;
import java.util.List;
import org.junit.jupiter.api.Test;

/** C1–C10: opening takes lock and data in one step (S1), and recognises what it granted before (S4). */
public interface OpenContract extends Staged {
    /** C1. */
    @Test
    default void c1_aProfileWithoutARecordIsGrantedEmpty() {
        ProfileId profile = stage().profile();
        Id server = stage().server();
        Id claim = stage().id();
        var granted = granted(stage().tryOpen(profile, server, claim));
        assertThat(granted.how()).isEqualTo(OpenReply.How.FREE);
        assertThat(granted.record().profile()).isEqualTo(profile);
        assertThat(granted.record().payload()).isNull();
        assertThat(granted.record().erased()).isFalse();
        assertThat(granted.record().head()).isEqualTo(new Head(1, server, claim, 0, null, null, List.of(), 0, null));
        assertThat(stage().head(profile)).isEqualTo(granted.record().head());
    }

    /** C2. */
    @Test
    default void c2_aFreeProfileIsGrantedWithItsDataAndARaisedToken() {
        ProfileId profile = stage().saved("{}");
        Head before = stage().head(profile);
        Id server = stage().server();
        Id claim = stage().id();
        var granted = granted(stage().tryOpen(profile, server, claim));
        assertThat(granted.how()).isEqualTo(OpenReply.How.FREE);
        assertThat(granted.record().payload()).isEqualTo(text("{}"));
        Head head = granted.record().head();
        assertThat(head.token()).isEqualTo(before.token() + 1);
        assertThat(head.version()).isEqualTo(before.version());
        assertThat(head.write()).isEqualTo(before.write());
        assertThat(head.sealed()).isEqualTo(before.write());
        assertThat(head.heldBy(server, claim)).isTrue();
        assertThat(head.spent()).isEqualTo(before.spent());
    }

    /** C3. */
    @Test
    default void c3_anOpenRepeatedIsRecognisedAndChangesNothing() {
        ProfileId profile = stage().saved("{}");
        Id server = stage().server();
        Id claim = stage().id();
        var first = granted(stage().tryOpen(profile, server, claim));
        ProfileRecord stored = stage().record(profile);
        var second = granted(stage().open(profile, server, claim, new Open.Ask(0)));
        assertThat(second.how()).isEqualTo(OpenReply.How.RECOGNISED);
        assertThat(second.record().head()).isEqualTo(first.record().head());
        assertThat(second.record().payload()).isEqualTo(first.record().payload());
        assertThat(stage().record(profile)).isEqualTo(stored);
    }

    /** C4. */
    @Test
    default void c4_aRecognisedOpenShowsTheNewestData() {
        Session session = stage().session(stage().profile(), stage().server());
        stage().applied(session, text("newer"), new Write.Keep());
        var again = granted(stage().tryOpen(session.profile(), session.server(), session.claim()));
        assertThat(again.how()).isEqualTo(OpenReply.How.RECOGNISED);
        assertThat(again.record().payload()).isEqualTo(text("newer"));
        assertThat(again.record().head().version()).isEqualTo(1);
        assertThat(again.record().head().token()).isEqualTo(session.token());
    }

    /** C5. */
    @Test
    default void c5_anotherClaimOfTheOwnerIsNotRecognised() {
        Session session = stage().session(stage().profile(), stage().server());
        var held = held(stage().tryOpen(session.profile(), session.server(), stage().id()));
        assertThat(held.owner().server()).isEqualTo(session.server());
        assertThat(stage().head(session.profile()).claim()).isEqualTo(session.claim());
    }

    /** C6. */
    @Test
    default void c6_anOpenRefusedForALiveOwnerNamesItAndWritesNothing() {
        Session session = stage().session(stage().saved("{}"), stage().server());
        stage().renewed(session.server(), 0, 0);
        ProfileRecord before = stage().record(session.profile());
        var held = held(stage().tryOpen(session.profile(), stage().server(), stage().id()));
        assertThat(held.head()).isEqualTo(before.head());
        assertThat(held.owner().server()).isEqualTo(session.server());
        assertThat(held.owner().name()).isEqualTo("server");
        assertThat(held.owner().beat()).isEqualTo(1);
        assertThat(held.owner().lease()).isNotEqualTo(OpenReply.Lease.OVER);
        assertThat(stage().record(session.profile())).isEqualTo(before);
    }

    /** C7. */
    @Test
    default void c7_aSpentClaimIsRefusedAlsoWhereTheProfileIsFree() {
        Session session = stage().session(stage().profile(), stage().server());
        stage().applied(session, null, new Write.Release());
        ProfileRecord before = stage().record(session.profile());
        assertThat(stage().tryOpen(session.profile(), session.server(), session.claim()))
                .isEqualTo(new OpenReply.ClaimSpent());
        assertThat(stage().open(session.profile(), session.server(), session.claim(), new Open.Ask(0)))
                .isEqualTo(new OpenReply.ClaimSpent());
        assertThat(stage().record(session.profile())).isEqualTo(before);
    }

    /** C8. */
    @Test
    default void c8_aServerThatIsNotLiveOpensNothing() {
        ProfileId profile = stage().profile();
        Id buried = stage().server();
        stage().bury(buried);
        assertThat(stage().tryOpen(profile, stage().id(), stage().id()))
                .isEqualTo(new OpenReply.NotLive(OpenReply.Reason.MISSING));
        assertThat(stage().tryOpen(profile, buried, stage().id()))
                .isEqualTo(new OpenReply.NotLive(OpenReply.Reason.BURIED));
        assertThat(stage().exists(profile)).isFalse();
        ProfileId free = stage().saved("{}");
        ProfileRecord before = stage().record(free);
        assertThat(stage().tryOpen(free, stage().id(), stage().id())).isInstanceOf(OpenReply.NotLive.class);
        assertThat(stage().tryOpen(free, buried, stage().id())).isInstanceOf(OpenReply.NotLive.class);
        assertThat(stage().record(free)).isEqualTo(before);
    }

    /** C9. */
    @Test
    default void c9_theSessionOfABuriedServerIsFree() {
        Session session = stage().session(stage().saved("{}"), stage().server());
        stage().bury(session.server());
        Id server = stage().server();
        Id claim = stage().id();
        var granted = granted(stage().tryOpen(session.profile(), server, claim));
        assertThat(granted.how()).isEqualTo(OpenReply.How.TAKEN_OVER);
        assertThat(granted.record().payload()).isEqualTo(text("{}"));
        Head head = granted.record().head();
        assertThat(head.heldBy(server, claim)).isTrue();
        assertThat(head.token()).isEqualTo(session.token() + 1);
        assertThat(head.spent()).contains(session.claim());
    }

    /** C10. */
    @Test
    default void c10_anErasedProfileIsGrantedAsATombstone() {
        ProfileId profile = stage().saved("{}");
        Head erased = stage().edit(profile, stage().head(profile), null).head();
        var granted = granted(stage().tryOpen(profile, stage().server(), stage().id()));
        assertThat(granted.record().erased()).isTrue();
        assertThat(granted.record().payload()).isNull();
        assertThat(granted.record().head().token()).isEqualTo(erased.token() + 1);
        assertThat(granted.record().head().version()).isEqualTo(erased.version());
        assertThat(granted.record().head().sealed()).isEqualTo(erased.write());
    }
}
