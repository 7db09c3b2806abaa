package dev.latchkey.testkit.game;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Conflict;
import dev.latchkey.Ended;
import dev.latchkey.Fate;
import dev.latchkey.PastSession;
import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import dev.latchkey.spi.Inspection.Lost;
import dev.latchkey.spi.SessionEnd;
import dev.latchkey.testkit.TestNetwork;
import dev.latchkey.testkit.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who had a profile, and how that ended. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PastSessionsTest {
    private final TestNetwork network = new TestNetwork();
    private final TestServer lobby = network.server("lobby");
    private final TestServer arena = network.server("arena");
    private final ProfileStore<Player> here = Player.on(lobby);
    private final ProfileStore<Player> there = Player.on(arena);

    @AfterEach
    void close() {
        network.close();
    }

    private List<SessionEnd> ends() {
        return here.sessions("ada").stream().map(PastSession::how).toList();
    }

    @Test
    void a_session_is_told_when_it_is_over() {
        Profile<Player> ada = here.load("ada");
        assertThat(here.sessions("ada")).isEmpty();
        network.advance(Duration.ofMinutes(1));
        ada.close();
        List<PastSession> sessions = there.sessions("ada");
        assertThat(sessions).hasSize(1);
        PastSession session = sessions.getFirst();
        assertThat(session.server()).startsWith("lobby ");
        assertThat(session.how()).isEqualTo(SessionEnd.RELEASED);
        assertThat(session.by()).isEqualTo(session.server());
        assertThat(session.token()).isEqualTo(1);
        assertThat(session.lost()).isEqualTo(Lost.NONE);
        assertThat(Duration.between(session.began(), session.ended())).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void of_a_hand_off_it_is_told_who_has_it_now() {
        Profile<Player> ada = here.load("ada");
        Player.earn(ada, 1);
        there.load("ada").close();
        List<PastSession> sessions = here.sessions("ada");
        assertThat(ends()).containsExactly(SessionEnd.RELEASED, SessionEnd.HANDED_OVER);
        assertThat(sessions.getLast().server()).startsWith("lobby ");
        assertThat(sessions.getLast().by()).startsWith("arena ");
        assertThat(sessions.getFirst().began()).isEqualTo(sessions.getLast().ended());
    }

    @Test
    void S9_what_a_stolen_session_lost_is_told_with_it() {
        Profile<Player> ada = here.load("ada");
        CompletableFuture<Ended> ended = new CompletableFuture<>();
        ada.onEnded(ended::complete);
        Player.earn(ada, 5);
        Profile<Player> stolen = there.load("ada", options -> options.withConflict(Conflict.STEAL));
        assertThat(network.await(ended).fate()).isEqualTo(Fate.ORPHANED);
        PastSession session = here.sessions("ada").getFirst();
        assertThat(session.how()).isEqualTo(SessionEnd.STOLEN);
        assertThat(session.by()).startsWith("arena ");
        assertThat(session.lost()).isEqualTo(new Lost(1, "{\"gold\":5,\"items\":[]}".length(), false));
        stolen.close();
    }

    @Test
    void a_dead_servers_session_ends_when_it_is_taken_over() {
        Profile<Player> ada = here.load("ada");
        assertThat(ada.isActive()).isTrue();
        lobby.crash();
        network.advance(Duration.ofSeconds(30));
        there.load("ada").close();
        assertThat(there.sessions("ada"))
                .extracting(PastSession::how)
                .containsExactly(SessionEnd.RELEASED, SessionEnd.TAKEN_OVER);
    }

    @Test
    void S7_a_profile_that_a_transaction_borrows_has_a_short_session() {
        lobby.latchkey().transact(List.of(here.ref("ada")), tx -> tx.set(here.ref("ada"), Player.fresh()));
        assertThat(ends()).containsExactly(SessionEnd.RELEASED);
        assertThat(here.erase("ada")).isTrue();
        assertThat(ends()).as("nobody had it when it was erased").isEmpty();
    }
}
