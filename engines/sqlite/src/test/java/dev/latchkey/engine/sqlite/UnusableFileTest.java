package dev.latchkey.engine.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.spi.StoreException;
import dev.latchkey.spi.StoreUrl;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that cannot be used: each is refused in words, and left as it was. */
final class UnusableFileTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("players.db");
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedAndLeftAlone() throws IOException {
        String text = "gold,level\n".repeat(500);
        Files.writeString(file, text);
        refused("is not a SQLite database");
        assertThat(Files.readString(file)).isEqualTo(text);
    }

    @Test
    void aDatabaseOfAnotherProgramIsRefusedAndLeftAlone() throws SQLException, IOException {
        run("CREATE TABLE invoice (id INTEGER PRIMARY KEY)");
        byte[] before = Files.readAllBytes(file);
        refused("belongs to another program");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void aNewerSchemaIsRefused() throws SQLException {
        SqliteEngine.open(SqliteSettings.of(file)).close();
        run("PRAGMA user_version = 99");
        refused("newer version of Latchkey: update this server")
                .hasMessageContaining("schema=99 known=" + Schema.VERSION);
    }

    @Test
    void aMissingFolderIsNamed() {
        file = folder.resolve("nowhere").resolve("players.db");
        refused("folder of the database does not exist").hasMessageContaining("nowhere");
    }

    @Test
    void aFolderInPlaceOfTheFileIsNamed() throws IOException {
        Files.createDirectory(file);
        refused("cannot be opened").hasMessageContaining(file.toString());
    }

    @Test
    void aLockFileThatCannotBeWrittenIsNamed() throws IOException {
        Files.createDirectory(folder.resolve("players.db-lock"));
        refused("lock file cannot be used");
    }

    @Test
    void aReadOnlyFileIsRefused() throws IOException {
        SqliteEngine.open(SqliteSettings.of(file)).close();
        // Permissions do not bind every user; SQLite itself holds a file of a later write format to be read-only.
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(18);
            bytes.write(3);
        }
        refused("is read-only");
    }

    @Test
    void badUrlsSayWhatIsAllowed() {
        assertThatThrownBy(() -> new SqliteProvider().open(StoreUrl.parse("sqlite:")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("name a file");
        assertThatThrownBy(() -> new SqliteProvider().open(StoreUrl.parse("sqlite:a.db?chekpoint=1")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("no option \"chekpoint\"");
        assertThatThrownBy(() -> new SqliteProvider().open(StoreUrl.parse("sqlite:a.db?checkpoint=0")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("checkpoint is 0, allowed 1-100000");
    }

    private org.assertj.core.api.AbstractThrowableAssert<?, ?> refused(String words) {
        return assertThatThrownBy(() -> SqliteEngine.open(SqliteSettings.of(file)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(words);
    }

    private void run(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
