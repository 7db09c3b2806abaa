package dev.latchkey.engine.sqlite;

import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.testkit.EngineTime;
import dev.latchkey.testkit.HistoryContract;
import dev.latchkey.testkit.HousekeepingContract;
import dev.latchkey.testkit.InspectionContract;
import dev.latchkey.testkit.ItemsContract;
import dev.latchkey.testkit.MailContract;
import dev.latchkey.testkit.ManualClock;
import dev.latchkey.testkit.OrphanShelfContract;
import dev.latchkey.testkit.RelocationContract;
import dev.latchkey.testkit.RemovalContract;
import dev.latchkey.testkit.StorageEngineContract;
import dev.latchkey.testkit.TagsContract;
import dev.latchkey.testkit.TokenLimitContract;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;

final class SqliteEngineTest extends StorageEngineContract
        implements InspectionContract,
                OrphanShelfContract,
                MailContract,
                ItemsContract,
                HistoryContract,
                TagsContract,
                HousekeepingContract,
                RelocationContract,
                RemovalContract,
                TokenLimitContract {
    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock();

    @Override
    protected StorageEngine open() {
        return SqliteEngine.open(SqliteSettings.of(folder.resolve("players.db")), clock);
    }

    @Override
    protected EngineTime time(StorageEngine engine) {
        return EngineTime.manual(clock);
    }

    @Override
    public void putToken(ProfileId profile, long token) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("players.db"));
                var update = connection.prepareStatement("UPDATE profile SET token = ? WHERE store = ? AND key = ?")) {
            update.setLong(1, token);
            update.setString(2, profile.store());
            update.setString(3, profile.key());
            update.executeUpdate();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
