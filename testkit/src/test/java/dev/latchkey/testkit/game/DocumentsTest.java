package dev.latchkey.testkit.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.DocumentLockedException;
import dev.latchkey.Documents;
import dev.latchkey.InvalidProfileException;
import dev.latchkey.OutcomeUnknownException;
import dev.latchkey.ShuttingDownException;
import dev.latchkey.StoreAwayException;
import dev.latchkey.UpdateConflictException;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.History;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.testkit.EngineVerb;
import dev.latchkey.testkit.Fault;
import dev.latchkey.testkit.TestNetwork;
import dev.latchkey.testkit.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Data that many servers share (decision 12). */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DocumentsTest {
    record Guild(long gold, List<String> members) {
        Guild {
            members = List.copyOf(members);
        }

        static Guild fresh() {
            return new Guild(0, List.of());
        }

        Guild earn(long amount) {
            return new Guild(gold + amount, members);
        }
    }

    private static final ProfileId ELVES = new ProfileId("guilds", "elves");

    private final TestNetwork network = new TestNetwork();
    private final TestServer lobby = network.server("lobby");
    private final TestServer arena = network.server("arena");
    private final Documents<Guild> here = on(lobby);
    private final Documents<Guild> there = on(arena);

    private static Documents<Guild> on(TestServer server) {
        return server.latchkey()
                .documents(
                        "guilds",
                        Guild.class,
                        Guild::fresh,
                        options -> options.withValidation(guild -> guild.gold() < 0 ? "gold is negative" : null));
    }

    private static Guild gold(long gold) {
        return new Guild(gold, List.of());
    }

    @AfterEach
    void close() {
        network.close();
    }

    private Head head() {
        return Stored.record(network.store(), ELVES).head();
    }

    @Test
    void an_update_begins_with_the_default_and_everybody_sees_it() {
        assertThat(here.get("elves")).isEmpty();
        assertThat(here.update("elves", guild -> guild.earn(5))).contains(gold(5));
        assertThat(there.get("elves")).contains(gold(5));
        assertThat(there.update("elves", guild -> guild.earn(2))).contains(gold(7));
        assertThat(here.update("elves", guild -> guild.earn(1))).contains(gold(8));
        assertThat(head().owner()).isNull();
    }

    @Test
    void an_update_after_mine_is_one_round_trip() {
        here.update("elves", guild -> guild.earn(1));
        long reads = lobby.store().calls(EngineVerb.READ);
        long commits = lobby.store().calls(EngineVerb.COMMIT);
        here.update("elves", guild -> guild.earn(1));
        here.update("elves", guild -> guild.earn(1));
        assertThat(lobby.store().calls(EngineVerb.READ)).isEqualTo(reads);
        assertThat(lobby.store().calls(EngineVerb.COMMIT)).isEqualTo(commits + 2);
    }

    @Test
    void no_update_of_many_is_lost() {
        List<CompletableFuture<Optional<Guild>>> updates = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            updates.add((i % 2 == 0 ? here : there).updateAsync("elves", guild -> guild.earn(1)));
        }
        updates.forEach(network::await);
        assertThat(here.get("elves")).contains(gold(40));
        assertThat(head().version()).isEqualTo(40);
    }

    @Test
    void null_cancels_but_never_for_a_state_that_is_out_of_date() {
        here.update("elves", guild -> guild.earn(1));
        assertThat(here.update("elves", guild -> null)).isEmpty();
        assertThat(head().version()).isEqualTo(1);
        there.update("elves", guild -> guild.earn(9));
        List<Long> seen = new ArrayList<>();
        assertThat(here.update("elves", guild -> {
                    seen.add(guild.gold());
                    return guild.gold() < 10 ? null : guild.earn(-10);
                }))
                .contains(gold(0));
        assertThat(seen).containsExactly(1L, 10L);
    }

    @Test
    void what_the_change_throws_counts_only_for_the_newest_state() {
        here.update("elves", guild -> guild.earn(1));
        there.update("elves", guild -> guild.earn(9));
        assertThat(here.update("elves", guild -> guild.earn(-5))).contains(gold(5));
        assertThatThrownBy(() -> here.update("elves", guild -> guild.earn(-6)))
                .isInstanceOf(InvalidProfileException.class)
                .hasMessageContaining("gold is negative");
        assertThat(there.get("elves")).contains(gold(5));
    }

    @Test
    void a_lost_reply_is_recognised_and_applied_once() {
        here.update("elves", guild -> guild.earn(1));
        lobby.store().next(EngineVerb.COMMIT, Fault.LOST_REPLY);
        assertThat(network.await(here.updateAsync("elves", guild -> guild.earn(1))))
                .contains(gold(2));
        lobby.store().next(EngineVerb.COMMIT, Fault.LOST_REQUEST, Fault.LOST_REPLY);
        assertThat(network.await(here.updateAsync("elves", guild -> guild.earn(1))))
                .contains(gold(3));
        assertThat(there.get("elves")).contains(gold(3));
    }

    @Test
    void what_others_wrote_over_twice_is_unknown_and_named() {
        here.update("elves", guild -> guild.earn(1));
        lobby.store().next(EngineVerb.COMMIT, Fault.LOST_REPLY);
        AtomicInteger runs = new AtomicInteger();
        CompletableFuture<Optional<Guild>> update = here.updateAsync("elves", guild -> {
            runs.incrementAndGet();
            return guild.earn(1);
        });
        network.settle();
        there.update("elves", guild -> guild.earn(1));
        assertThatThrownBy(() -> network.await(update))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("guilds/elves")
                .hasMessageContaining("write=");
        assertThat(runs).hasValue(1);
        assertThat(there.get("elves")).contains(gold(3));
    }

    @Test
    void a_store_that_is_away_fails_it_after_ten_seconds() {
        here.update("elves", guild -> guild.earn(1));
        lobby.store().next(EngineVerb.COMMIT, Fault.REFUSED);
        assertThat(network.await(here.updateAsync("elves", guild -> guild.earn(1))))
                .contains(gold(2));
        lobby.store().outage(true);
        CompletableFuture<Optional<Guild>> get = here.getAsync("elves");
        network.advance(Duration.ofSeconds(9));
        assertThat(get).isNotDone();
        network.advance(Duration.ofSeconds(2));
        assertThatThrownBy(() -> network.await(get)).isInstanceOf(StoreAwayException.class);
        lobby.store().outage(false);
    }

    @Test
    void others_that_are_always_faster_fail_it_after_ten_seconds() {
        CompletableFuture<Optional<Guild>> update = here.updateAsync("elves", guild -> {
            there.update("elves", faster -> faster.earn(1));
            return guild.earn(100);
        });
        network.advance(Duration.ofSeconds(11));
        assertThatThrownBy(() -> network.await(update))
                .isInstanceOf(UpdateConflictException.class)
                .hasMessageContaining("guilds/elves");
        assertThat(there.get("elves").orElseThrow().gold()).isLessThan(100);
    }

    @Test
    void a_record_that_a_session_has_is_refused_by_name() {
        Id server = arena.latchkey().serverId();
        assertThat(network.store()
                        .open(List.of(new Open(ELVES, server, new Id(9, 9), new Open.Try())))
                        .getFirst())
                .isInstanceOf(Outcome.Done.class);
        CompletableFuture<Optional<Guild>> update = here.updateAsync("elves", guild -> guild.earn(1));
        CompletableFuture<Boolean> erase = here.eraseAsync("elves");
        network.advance(Duration.ofSeconds(11));
        assertThatThrownBy(() -> network.await(update))
                .isInstanceOf(DocumentLockedException.class)
                .hasMessageContaining("arena");
        assertThatThrownBy(() -> network.await(erase)).isInstanceOf(DocumentLockedException.class);
        assertThatThrownBy(() -> lobby.latchkey().profiles("guilds", Guild.class, Guild::fresh))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not for both");
    }

    @Test
    void erase_leaves_a_tombstone_from_which_it_begins_anew() {
        assertThat(here.erase("elves")).isFalse();
        here.update("elves", guild -> guild.earn(5));
        lobby.store().next(EngineVerb.EDIT, Fault.LOST_REPLY);
        assertThat(network.await(here.eraseAsync("elves"))).isTrue();
        assertThat(here.get("elves")).isEmpty();
        assertThat(head().token()).isEqualTo(1);
        assertThat(there.erase("elves")).isFalse();
        assertThat(here.update("elves", guild -> guild.earn(1))).contains(gold(1));
    }

    @Test
    void states_are_kept_in_the_history_now_and_then() {
        here.update("elves", guild -> guild.earn(1));
        here.update("elves", guild -> guild.earn(1));
        here.update("elves", guild -> guild.earn(1));
        assertThat(revisions()).containsExactly(Occasion.PACE);
        network.advance(Duration.ofHours(1));
        here.update("elves", guild -> guild.earn(1));
        assertThat(revisions()).containsExactly(Occasion.PACE, Occasion.PACE);
    }

    private List<Occasion> revisions() {
        return network.store().revisions(ELVES, null, 10) instanceof Outcome.Done<List<History.Revision>>(var found)
                ? found.stream().map(History.Revision::occasion).toList()
                : List.of();
    }

    @Test
    void a_server_that_is_closed_writes_no_more() {
        lobby.close();
        assertThatThrownBy(() -> here.update("elves", guild -> guild.earn(1)))
                .isInstanceOf(ShuttingDownException.class);
        assertThat(network.store().records()).doesNotContainKey(ELVES);
    }
}
