package dev.latchkey.engine.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.EngineProvider;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.StoreUrl;
import dev.latchkey.spi.Write;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file as people and other programs see it. */
final class FileTest {
    @TempDir
    Path folder;

    private SqliteEngine engine;

    @BeforeEach
    void open() {
        engine = SqliteEngine.open(SqliteSettings.of(folder.resolve("players.db")));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void aTextPayloadIsTextInTheFileAndIdsAreHexadecimal() throws SQLException {
        var session =
                Given.Session.open(engine, Given.server(engine, "lobby"), "ada").save(Given.text("{\"gold\":7}"));
        assertThat(query("SELECT typeof(payload) || ' ' || payload FROM profile WHERE key = 'ada'"))
                .isEqualTo("text {\"gold\":7}");
        assertThat(query("SELECT claim FROM profile"))
                .isEqualTo(session.fence().sessionClaim().toString());
        assertThat(query("SELECT server || ' ' || key || ' ' || size FROM sessions"))
                .isEqualTo("lobby ada 10");
    }

    /** As a second copy of the driver's classes would, in a plug-in of its own. */
    @Test
    void whoeverElseInThisProcessHasTheTurnHoldsNobodyUp() throws IOException {
        Id server = Given.server(engine, "lobby");
        Path side = folder.resolve("players.db-lock");
        try (FileChannel other = FileChannel.open(side, StandardOpenOption.WRITE);
                FileLock turn = other.lock()) {
            assertThat(turn.isValid()).isTrue();
            Given.Session.open(engine, server, "ada").save(Given.text("{}"));
        }
        assertThat(Given.Session.open(engine, server, "bob")).isNotNull();
    }

    @Test
    void everyByteOfAPayloadComesBackWhetherOrNotItIsText() {
        var session = Given.Session.open(engine, Given.server(engine, "lobby"), "ada");
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        for (boolean text : new boolean[] {true, false}) {
            for (byte[] bytes : List.of(
                    all, new byte[0], new byte[] {0}, "é\0é".getBytes(java.nio.charset.StandardCharsets.UTF_8))) {
                Payload payload = new Payload(bytes, "odd", 3, text);
                session = session.save(payload);
                assertThat(session.read().payload()).isEqualTo(payload);
            }
        }
        var kept = session.save(null);
        assertThat(kept.read().payload()).isNotNull();
    }

    @Test
    void aRepeatedOpenReturnsTheSessionAndItsData() {
        var session =
                Given.Session.open(engine, Given.server(engine, "lobby"), "ada").save(Given.text("1"));
        var reply = Given.done(engine.open(List.of(new Open(
                        session.profile(), session.server(), session.fence().sessionClaim(), new Open.Try())))
                .get(0));
        assertThat(reply).isInstanceOfSatisfying(OpenReply.Granted.class, granted -> {
            assertThat(granted.how()).isEqualTo(OpenReply.How.RECOGNISED);
            assertThat(granted.record().payload()).isEqualTo(Given.text("1"));
        });
    }

    @Test
    void aReleasedSessionIsFree() {
        var server = Given.server(engine, "lobby");
        var session = Given.Session.open(engine, server, "ada");
        Given.done(session.commit(Given.text("2"), new Write.Release()));
        assertThat(Given.done(engine.sessions(null, 10))).isEmpty();
        var again = Given.Session.open(engine, server, "ada");
        assertThat(again.fence().token()).isEqualTo(2);
        assertThat(again.read().payload()).isEqualTo(Given.text("2"));
        assertThat(Given.done(engine.sessions(null, 10))).hasSize(1);
    }

    @Test
    void l7_aSaveEndsAContestThatHasNoEndOfItsOwn() throws SQLException {
        var session = Given.Session.open(engine, Given.server(engine, "lobby"), "ada");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("players.db"));
                var update = connection.prepareStatement("UPDATE profile SET contested_until = ?")) {
            update.setLong(1, ProfileRecord.UNTIL_A_COMMIT.toEpochMilli());
            update.executeUpdate();
        }
        assertThat(session.read().contested()).isEqualTo(ProfileRecord.UNTIL_A_COMMIT);
        assertThat(session.save(Given.text("{}")).read().contested()).isNull();
    }

    @Test
    void theEngineIsFoundByItsUrlAndBringsABusBesideTheFile() {
        var provider = ServiceLoader.load(EngineProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> each.scheme().equals("sqlite"))
                .findAny()
                .orElseThrow();
        Path file = folder.resolve("found.db");
        try (var found = provider.open(StoreUrl.parse("sqlite:" + file + "?checkpoint=200&timeout=5000&busy=1000"))) {
            assertThat(found).isInstanceOf(SqliteEngine.class);
            assertThat(found.defaultBus()).contains("local:" + file.toAbsolutePath() + "-bus");
            assertThat(file).exists();
        }
    }

    @Test
    void aLogIsMovedIntoTheFileWhenTheLastEngineCloses() {
        Given.Session.open(engine, Given.server(engine, "lobby"), "ada").save(Given.text("{}"));
        assertThat(folder.resolve("players.db-wal")).exists();
        engine.close();
        assertThat(folder.resolve("players.db-wal")).doesNotExist();
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("players.db"));
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
