package dev.latchkey.cli.internal.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.cli.internal.store.Refusal;
import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Edit;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Registration;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes between the passes of a copy. */
final class CopyingTest {
    private static final int MANY = 100;
    private static final Id SERVER = new Id(1, 1);
    private static final Id LATER = new Id(1, 2);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each
    private OpenStore from;

    @SuppressWarnings("NullAway.Init") // set before each
    private OpenStore to;

    private long drawn = 10;

    @BeforeEach
    void open() {
        from = OpenStore.make("sqlite:" + folder.resolve("from.db"));
        to = OpenStore.make("sqlite:" + folder.resolve("to.db"));
        List<Edit> edits = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            edits.add(edit("player-%03d".formatted(i), Head.EMPTY, "{}"));
        }
        from.engine().edit(edits).forEach(OpenStore::reply);
    }

    @AfterEach
    void close() {
        from.close();
        to.close();
    }

    private Edit edit(String key, Head at, String text) {
        Payload payload = new Payload(text.getBytes(StandardCharsets.UTF_8), "json", 0, true);
        ProfileId profile = new ProfileId("players", key);
        return new Edit(profile, new Id(2, drawn++), at.token(), at.version(), payload, "test");
    }

    private void change(OpenStore store, String key, String text) {
        Head head = OpenStore.reply(store.engine()
                        .read(List.of(new ProfileId("players", key)))
                        .get(0))
                .map(ProfileRecord::head)
                .orElse(Head.EMPTY);
        Outcome<Edit.Edited> edited =
                store.engine().edit(List.of(edit(key, head, text))).get(0);
        assertThat(OpenStore.reply(edited).applied()).isTrue();
    }

    private String data(OpenStore store, String key) {
        Payload payload = store.read(new ProfileId("players", key)).payload();
        return payload == null ? "" : new String(payload.bytes(), StandardCharsets.UTF_8);
    }

    private static void register(OpenStore store, Id server) {
        Registration registration =
                new Registration(server, "lobby-" + server.toString().substring(31), Duration.ofMinutes(9));
        OpenStore.reply(store.engine().register(registration));
    }

    private void leave(Id server) {
        OpenStore.reply(from.engine().bury(new Burial(server, server, 0, Duration.ZERO, Burial.Cause.GIVEN_BACK)));
    }

    /** Does something once, when a pass has come this far, or between passes. */
    private static final class Hook implements Watcher {
        private final String when;
        private final Runnable what;
        private boolean done;

        Hook(String when, Runnable what) {
            this.when = when;
            this.what = what;
        }

        private void reached(String point) {
            if (point.equals(when) && !done) {
                done = true;
                what.run();
            }
        }

        @Override
        public void at(int pass, String verb, long done, long total, long changed) {
            reached("pass " + pass + (done == total ? " ends" : " begins"));
        }

        @Override
        public void note(String line) {}

        @Override
        public void pause() {
            reached("pause");
        }
    }

    private Report run(boolean follow, String when, Runnable what) {
        return new Copying(from, follow, new Hook(when, what)).run(to);
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void broken_off_and_started_again_it_goes_on_where_it_was() {
        assertThatThrownBy(() -> run(false, "pass 1 begins", () -> {
                    throw new Killed();
                }))
                .isInstanceOf(Killed.class);
        long there = new Pairs(new Side(to), new Side(to)).batch().size();
        assertThat(there).isPositive().isLessThan(MANY);
        Report report = run(false, "never", () -> {});
        assertThat(report.verified()).isTrue();
        assertThat(report.copied()).isEqualTo(MANY - there);
        assertThat(report.to().profiles()).isEqualTo(MANY);
        assertThat(run(false, "never", () -> {}))
                .isEqualTo(Report.of(new Pass(report.from(), report.from(), 0, List.of(), 0), 1, 0));
    }

    @Test
    void what_the_second_store_changes_is_named() {
        Report report = run(false, "pass 1 ends", () -> change(to, "player-007", "{\"gold\":1}"));
        assertThat(report.verified()).isFalse();
        assertThat(report.differences()).isEqualTo(1);
        assertThat(report.different().get(0).profile()).isEqualTo("players/player-007");
        assertThat(report.different().get(0).parts()).contains("fence", "data");
        assertThatThrownBy(() -> run(false, "never", () -> {}))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("has another players/player-007, or a newer one");
    }

    @Test
    void what_somebody_writes_on_the_first_store_before_it_is_compared_is_named_and_copied_next_time() {
        Report report = run(false, "pass 1 ends", () -> change(from, "player-007", "{\"gold\":1}"));
        assertThat(report.different().get(0).profile()).isEqualTo("players/player-007");
        assertThat(run(false, "never", () -> {}).verified()).isTrue();
        assertThat(data(to, "player-007")).isEqualTo("{\"gold\":1}");
    }

    @Test
    void a_server_that_comes_while_all_is_compared_is_not_overlooked() {
        Runnable visit = () -> {
            register(from, SERVER);
            change(from, "player-000", "{\"gold\":2}");
            leave(SERVER);
        };
        assertThatThrownBy(() -> run(false, "pass 2 ends", visit))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("lobby-1");
        assertThat(data(to, "player-000")).isEqualTo("{}");
        Runnable again = () -> {
            register(from, LATER);
            change(from, "player-001", "{\"gold\":3}");
            leave(LATER);
        };
        Report report = run(true, "pass 2 ends", again);
        assertThat(report.verified()).isTrue();
        assertThat(report.passes()).isGreaterThan(2);
        assertThat(data(to, "player-001")).isEqualTo("{\"gold\":3}");
    }

    @Test
    void a_followed_server_is_copied_until_it_has_left() {
        register(from, SERVER);
        Report report = run(true, "pause", () -> {
            assertThat(data(to, "player-050")).isEqualTo("{}");
            change(from, "player-050", "{\"gold\":4}");
            change(from, "player-new", "{}");
            leave(SERVER);
        });
        assertThat(report.verified()).isTrue();
        assertThat(report.copied()).isEqualTo(MANY + 2);
        assertThat(data(to, "player-050")).isEqualTo("{\"gold\":4}");
        assertThat(to.read(new ProfileId("players", "player-new")).head())
                .isEqualTo(from.read(new ProfileId("players", "player-new")).head());
    }

    @Test
    void a_server_that_comes_to_the_second_store_makes_it_fail() {
        assertThatThrownBy(() -> run(false, "pass 2 ends", () -> register(to, SERVER)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("the second store is in use");
    }
}
