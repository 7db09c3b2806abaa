package dev.latchkey.testkit.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.Documents;
import dev.latchkey.ImportReport;
import dev.latchkey.Latchkey;
import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.testkit.EngineVerb;
import dev.latchkey.testkit.Fault;
import dev.latchkey.testkit.TestNetwork;
import dev.latchkey.testkit.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Data that goes out and in as lines. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ExportTest {
    private final TestNetwork network = new TestNetwork();
    private final TestNetwork other = new TestNetwork();
    private final TestServer lobby = network.server("lobby");
    private final TestServer arena = other.server("arena");
    private final ProfileStore<Player> here = on(lobby.latchkey());
    private final ProfileStore<Player> there = on(arena.latchkey());

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    private static ProfileStore<Player> on(Latchkey latchkey) {
        return latchkey.profiles(
                "players",
                Player.class,
                Player::fresh,
                options -> options.withItems(Player::items)
                        .withValidation(player -> player.gold() < 0 ? "gold is negative" : null));
    }

    @AfterEach
    void close() {
        network.close();
        other.close();
    }

    private static void visit(ProfileStore<Player> players, String key, Player after) {
        Profile<Player> profile = players.load(key);
        profile.update(before -> after);
        profile.close();
    }

    private Path file(String... lines) {
        try {
            return Files.writeString(folder.resolve("lines.json"), String.join("\n", lines));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String line(String key, String data) {
        return "{\"store\":\"players\",\"key\":\"" + key + "\",\"codec\":\"json\",\"schema\":0,\"data\":" + data + "}";
    }

    @Test
    void what_goes_out_comes_in_elsewhere() {
        visit(here, "ada \"the\\1st\" \u2028ü😀", new Player(1, List.of("sword \"\\\u2028")));
        visit(here, "bob", new Player(Long.MAX_VALUE, List.of()));
        visit(here, "cid", new Player(3, List.of()));
        here.erase("cid");
        StringBuilder out = new StringBuilder();
        assertThat(here.export("", out)).isEqualTo(2);
        assertThat(out.toString().lines()).hasSize(2);
        assertThat(here.export("b", new StringBuilder())).isEqualTo(1);

        ImportReport report = there.importFrom(file(out.toString()));
        assertThat(report).isEqualTo(new ImportReport(2, 2, 0, List.of()));
        assertThat(there.view("bob")).contains(new Player(Long.MAX_VALUE, List.of()));
        StringBuilder again = new StringBuilder();
        there.export("", again);
        assertThat(again.toString().lines().map(ExportTest::undated).toList())
                .isEqualTo(out.toString().lines().map(ExportTest::undated).toList());
        assertThat(other.store().holdings()).containsOnlyKeys("sword \"\\\u2028");
        visit(there, "bob", new Player(0, List.of()));
    }

    private static String undated(String line) {
        return line.replaceAll("\"(created|updated|session)\":\"[^\"]*\",", "");
    }

    @Test
    void bytes_and_text_of_other_codecs_come_through_as_they_are() {
        ProfileId bytes = new ProfileId("players", "bytes");
        ProfileId text = new ProfileId("players", "text");
        ProfileId pretty = new ProfileId("players", "pretty");
        Stored.put(network.store(), bytes, new Payload(new byte[] {0, -1, 10}, "bytes", 7, false));
        Stored.put(network.store(), text, payload("no: json\n\t\"x\"", "yaml;from=1"));
        Stored.put(network.store(), pretty, payload("{ \"gold\" : 1.500,\n \"items\": [ ] }", "json"));
        StringBuilder out = new StringBuilder();
        lobby.latchkey().export("players", "", out);
        assertThat(out.toString().lines()).hasSize(3);
        ImportReport report = arena.latchkey().importFrom(file(out.toString()), options -> options);
        assertThat(report.written()).isEqualTo(3);
        assertThat(Stored.record(other.store(), bytes).payload())
                .isEqualTo(Stored.record(network.store(), bytes).payload());
        assertThat(Stored.record(other.store(), text).payload())
                .isEqualTo(Stored.record(network.store(), text).payload());
        assertThat(Stored.record(other.store(), pretty).payload())
                .isEqualTo(payload("{\"gold\":1.500,\"items\":[]}", "json"));
    }

    private static Payload payload(String text, String codec) {
        return new Payload(text.getBytes(StandardCharsets.UTF_8), codec, 7, true);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    nonsense | no JSON
                    {"store":"players","key":"x"} | codec is missing
                    {"store":"players","key":"x","codec":"json","schema":0} | base64 is missing
                    {"store":"guilds","key":"x","codec":"json","schema":0,"data":{}} | another store
                    {"store":"players","key":"","codec":"json","schema":0,"data":{}} | 1-256 bytes
                    {"store":"players","key":"x","codec":"json","schema":1,"data":{}} | newer schema
                    {"store":"players","key":"x","codec":"json","schema":-1,"data":{}} | schema
                    {"store":"players","key":"x","codec":"yaml","schema":0,"text":"a"} | another codec
                    {"store":"players","key":"x","codec":"json","schema":0,"data":{"gold":-1,"items":[]}} | gold is negative
                    {"store":"players","key":"x","codec":"json","schema":0,"data":{"gold":"much","items":[]}} | cannot be decoded
                    {"store":"players","key":"x","codec":"json","schema":0,"data":{"gold":1} | at column
                    {"store":"players","key":"ada","codec":"json","schema":0,"data":{"gold":1,"items":[]}} | an earlier line
                    {"store":"players","key":"bob","codec":"json","schema":0,"data":{"gold":1,"items":[]}} | is there already
                    {"store":"players","key":"eve","codec":"json","schema":0,"data":{"gold":1,"items":[]}} | a session has
                    """)
    void one_bad_line_is_named_and_nothing_is_written(String bad, String problem) {
        visit(here, "bob", new Player(5, List.of()));
        Profile<Player> eve = here.load("eve");
        var before = network.store().records();
        ImportReport report = here.importFrom(
                file(line("ada", "{\"gold\":1,\"items\":[]}"), "", bad, line("zoe", "{\"gold\":1,\"items\":[]}")));
        assertThat(report.lines()).isEqualTo(3);
        assertThat(report.written()).isZero();
        assertThat(report.failed()).isEqualTo(1);
        assertThat(report.problems()).satisfiesExactly(one -> {
            assertThat(one.line()).isEqualTo(3);
            assertThat(one.problem()).contains(problem).doesNotContain("\n");
        });
        assertThat(network.store().records()).isEqualTo(before);
        eve.close();
    }

    @Test
    void overwriting_keeps_what_was_there_in_the_history() {
        visit(here, "ada", new Player(5, List.of("hat")));
        Path file = file(line("ada", "{\"gold\":1,\"items\":[\"sword\"]}"));
        assertThat(here.importFrom(file, options -> options.withOverwrite(true)).written())
                .isEqualTo(1);
        assertThat(here.view("ada")).contains(new Player(1, List.of("sword")));
        assertThat(here.history("ada"))
                .satisfiesExactly(one -> assertThat(one.occasion()).isEqualTo(Occasion.EDIT));
        assertThat(network.store().holdings()).containsOnlyKeys("sword");
    }

    @Test
    void an_item_that_is_elsewhere_fails_its_line_alone() {
        visit(here, "bob", new Player(5, List.of("sword")));
        ImportReport report = here.importFrom(
                file(line("ada", "{\"gold\":1,\"items\":[\"sword\"]}"), line("cid", "{\"gold\":1,\"items\":[]}")));
        assertThat(report.written()).isEqualTo(1);
        assertThat(report.problems())
                .satisfiesExactly(one -> assertThat(one.problem()).contains("players/ada", "sword"));
        assertThat(here.view("ada")).isEmpty();
    }

    @Test
    void lost_replies_write_once_and_a_missing_file_is_said() {
        lobby.store().next(EngineVerb.COMMIT, Fault.DUPLICATE, Fault.DUPLICATE);
        assertThat(here.importFrom(file(
                                line("ada", "{\"gold\":1,\"items\":[]}"), line("bob", "{\"gold\":2,\"items\":[]}")))
                        .written())
                .isEqualTo(2);
        lobby.store().runLate();
        assertThat(here.view("bob")).contains(new Player(2, List.of()));
        assertThatThrownBy(() -> here.importFrom(folder.resolve("none"))).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> here.export("", new Failing())).isInstanceOf(UncheckedIOException.class);
    }

    /** Paper that is full. */
    private static final class Failing implements Appendable {
        @Override
        public Appendable append(CharSequence text) throws IOException {
            throw new IOException("full");
        }

        @Override
        public Appendable append(CharSequence text, int start, int end) throws IOException {
            throw new IOException("full");
        }

        @Override
        public Appendable append(char c) throws IOException {
            throw new IOException("full");
        }
    }

    @Test
    void documents_go_out_and_in_too() {
        Documents<Player> shops = lobby.latchkey().documents("shops", Player.class, Player::fresh);
        shops.update("baker", shop -> shop.withGold(3));
        StringBuilder out = new StringBuilder();
        assertThat(lobby.latchkey().export("shops", "", out)).isEqualTo(1);
        assertThat(arena.latchkey()
                        .importFrom(file(out.toString()), options -> options)
                        .written())
                .isEqualTo(1);
        Documents<Player> copies = arena.latchkey().documents("shops", Player.class, Player::fresh);
        assertThat(copies.update("baker", shop -> shop.withGold(shop.gold() + 1)))
                .contains(new Player(4, List.of()));
        assertThatThrownBy(() -> arena.latchkey().profiles("shops", Player.class, Player::fresh))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
