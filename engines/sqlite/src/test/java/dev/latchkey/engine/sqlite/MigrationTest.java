package dev.latchkey.engine.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Edit;
import dev.latchkey.spi.Effects;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection.AuditEntry;
import dev.latchkey.spi.Inspection.EndedSession;
import dev.latchkey.spi.Inspection.Lost;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.OrphanShelf.Shelved;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Write;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file of an earlier version is led to the present one when it is opened, and loses nothing. */
final class MigrationTest {
    private static final Id LOBBY = Id.parse("0000000000000007000000000000aaaa");

    private static final ProfileId ADA = Given.profile("ada");

    @TempDir
    Path folder;

    /** {@code version-1.sql} is what the first version made of a new file, with some rows; so are the later ones. */
    private void write(int version) throws SQLException, IOException {
        try (InputStream script = MigrationTest.class.getResourceAsStream("/version-" + version + ".sql");
                var connection = DriverManager.getConnection("jdbc:sqlite:" + old());
                var statement = connection.createStatement()) {
            assertThat(script).isNotNull();
            for (String sql : new String(script.readAllBytes(), StandardCharsets.UTF_8).split(";\n")) {
                statement.execute(sql);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void itHasTheTablesOfANewFile(int version) throws SQLException, IOException {
        write(version);
        SqliteEngine.open(SqliteSettings.of(old())).close();
        SqliteEngine.open(SqliteSettings.of(folder.resolve("new.db"))).close();
        assertThat(tables(old()))
                .isEqualTo(tables(folder.resolve("new.db")))
                .containsKeys("letter", "revision", "past_sessions");
    }

    @Test
    void fromVersion1EveryRowIsThereAndASessionGoesOnWithMailAndHistory() throws SQLException, IOException {
        write(1);
        try (SqliteEngine engine = SqliteEngine.open(SqliteSettings.of(old()))) {
            assertThat(Given.done(engine.servers())).hasSize(2);
            assertThat(Given.done(engine.orphans(null, 9))).hasSize(1);
            assertThat(Given.done(engine.audit(null, 9))).hasSize(1);
            assertThat(Given.done(engine.read(List.of(Given.profile("eve"))).get(0))
                            .orElseThrow()
                            .erased())
                    .isTrue();
            var session = new Given.Session(
                    engine,
                    LOBBY,
                    Given.profile("ada"),
                    new Fence(4, Id.parse("0000000000000007000000000000c1a1"), 12));
            var before = session.read();
            Letter letter = new Letter(
                    Given.profile("bob"), "m1", "gift", Given.text("{}"), "ada", List.of("sword"), null, 9, null);
            Effects effects = new Effects(List.of(), List.of(letter), List.of(), List.of(), Occasion.SESSION);
            Write write = new Write(session.profile(), session.fence(), Given.text("1"), new Write.Keep(), effects);
            assertThat(Given.done(engine.commit(List.of(Commit.of(Given.id(), LOBBY, write)))
                            .get(0)))
                    .isInstanceOf(CommitReply.Applied.class);
            var revision =
                    Given.done(engine.revisions(session.profile(), null, 9)).get(0);
            assertThat(revision.server()).as("nobody wrote down who").isEmpty();
            assertThat(revision.saved()).isEqualTo(before.dates().updated());
            assertThat(Given.done(engine.revision(session.profile(), revision.number())))
                    .contains(new Payload("{\"gold\":7}".getBytes(StandardCharsets.UTF_8), "json", 3, true));
            session.next().commit(Given.text("2"), new Write.Release());
            assertThat(Given.done(engine.fetch(List.of(new Mailboxes.Fetch(letter.to(), 0, 9)))
                            .get(0)))
                    .hasSize(1);
        }
    }

    @Test
    void fromVersion2EveryRowIsThereAndTheAuditGoesOnWithSessions() throws SQLException, IOException {
        write(2);
        try (SqliteEngine engine = SqliteEngine.open(SqliteSettings.of(old()))) {
            List<AuditEntry> before = Given.done(engine.audit(null, 9));
            assertThat(before).extracting(AuditEntry::what).containsExactly("buried", "stolen", "erased");
            assertThat(before).extracting(AuditEntry::profile).containsExactly(null, ADA, Given.profile("eve"));
            assertThat(before).extracting(AuditEntry::session).containsOnlyNulls();
            assertThat(before.get(1).at()).isEqualTo(Instant.ofEpochMilli(1_767_225_611_000L));
            assertThat(before.get(1).from()).isEqualTo(Id.parse("0000000000000007000000000000bbbb"));
            assertThat(before.get(1).by()).isEqualTo("lobby " + LOBBY);
            assertThat(Given.done(engine.revisions(ADA, null, 9))).hasSize(1);
            assertThat(Given.done(engine.holding("sword"))).isPresent();
            assertThat(Given.done(engine.path("sword", 9))).hasSize(1);
            assertThat(Given.done(engine.fetch(List.of(new Mailboxes.Fetch(Given.profile("bob"), 0, 9)))
                            .get(0)))
                    .hasSize(1);
            var session = new Given.Session(
                    engine, LOBBY, ADA, new Fence(4, Id.parse("0000000000000007000000000000c1a1"), 12));
            session.commit(Given.text("2"), new Write.Release());
            List<AuditEntry> after = Given.done(engine.audit(ADA, 9));
            assertThat(after).extracting(AuditEntry::what).containsExactly("released", "stolen");
            assertThat(after.get(0).session())
                    .isEqualTo(new EndedSession("lobby", 4, Instant.ofEpochMilli(1_767_225_605_000L), Lost.NONE));
        }
    }

    @Test
    void fromVersion3EveryRowIsThereAndErasesAreRemembered() throws SQLException, IOException {
        write(3);
        try (SqliteEngine engine = SqliteEngine.open(SqliteSettings.of(old()))) {
            assertThat(Given.done(engine.tags(ADA))).isEqualTo(Map.of("user", "7f3a"));
            assertThat(Given.done(engine.audit(Given.profile("bob"), 9)))
                    .extracting(AuditEntry::what)
                    .containsExactly("released");
            Shelved orphan = Given.done(engine.orphans(ADA, 9)).get(0);
            Edit erase = new Edit(ADA, Given.id(), 4, 12, null, "tom");
            assertThat(Given.done(engine.edit(List.of(erase)).get(0)).applied()).isTrue();
            assertThat(Given.done(engine.keep(List.of(orphan.orphan())))).isFalse();
            assertThat(Given.done(engine.orphans(ADA, 9))).isEmpty();
            assertThat(Given.done(engine.audit(ADA, 9)))
                    .extracting(AuditEntry::what)
                    .containsExactly("erased");
        }
    }

    private Path old() {
        return folder.resolve("old.db");
    }

    private static Map<String, String> tables(Path file) throws SQLException {
        Map<String, String> tables = new TreeMap<>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                ResultSet row = connection
                        .createStatement()
                        .executeQuery("SELECT name, ifnull(sql, '') FROM sqlite_schema UNION ALL"
                                + " SELECT 'user_version', user_version FROM pragma_user_version")) {
            while (row.next()) {
                tables.put(row.getString(1), row.getString(2));
            }
        }
        return tables;
    }
}
