package dev.latchkey.testkit;

import static dev.latchkey.testkit.EngineStage.granted;
import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Write;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** C108–C110: what was taken from a live owner stays contested until that owner has surely heard (L7). */
public interface ContestContract extends Staged {
    /** C108. */
    @Test
    default void c108_aStolenSessionIsContestedForTheRestOfTheOldOwnersLease() {
        Session session = stage().session(stage().saved("{}"), stage().server());
        Open.Mode steal = new Open.Steal(session.token());
        Id thief = stage().server();
        Id claim = stage().id();
        assertContested(granted(stage().open(session.profile(), thief, claim, steal)));
        assertContested(granted(stage().open(session.profile(), thief, claim, steal)));
    }

    /** C109. */
    @Test
    default void c109_alsoForWhoeverOpensItNextAndAfterAnEdit() {
        Session stolen = stage().session(stage().saved("{}"), stage().server());
        Id thief = stage().server();
        Id claim = stage().id();
        granted(stage().open(stolen.profile(), thief, claim, new Open.Steal(stolen.token())));
        stage().cancel(stolen.profile(), thief, claim);
        assertContested(granted(stage().tryOpen(stolen.profile(), stage().server(), stage().id())));

        Session edited = stage().session(stage().saved("{}"), stage().server());
        stage().edit(edited.profile(), stage().head(edited.profile()), text("{\"edited\":true}"));
        assertContested(granted(stage().tryOpen(edited.profile(), stage().server(), stage().id())));
    }

    /** C110. */
    @Test
    default void c110_aSessionThatWasGivenUpIsNotContested() {
        Session session = stage().session(stage().saved("{}"), stage().server());
        stage().applied(session, null, new Write.Release());
        assertUncontested(granted(stage().tryOpen(session.profile(), stage().server(), stage().id())));

        Session dead = stage().session(stage().profile(), stage().server());
        stage().bury(dead.server());
        assertUncontested(granted(stage().tryOpen(dead.profile(), stage().server(), stage().id())));
    }

    private void assertContested(OpenReply.Granted granted) {
        boolean clock = !granted.contested().equals(OpenReply.Granted.A_WHOLE_LEASE);
        assertThat(granted.contested()).isPositive();
        if (clock) {
            assertThat(granted.contested()).isLessThanOrEqualTo(stage().time().lease());
        }
    }

    private static void assertUncontested(OpenReply.Granted granted) {
        assertThat(granted.contested()).isEqualTo(Duration.ZERO);
    }
}
