package dev.latchkey.engine.mariadb;

import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.testkit.EngineTime;
import dev.latchkey.testkit.HistoryContract;
import dev.latchkey.testkit.HousekeepingContract;
import dev.latchkey.testkit.InspectionContract;
import dev.latchkey.testkit.ItemsContract;
import dev.latchkey.testkit.MailContract;
import dev.latchkey.testkit.OrphanShelfContract;
import dev.latchkey.testkit.RelocationContract;
import dev.latchkey.testkit.RemovalContract;
import dev.latchkey.testkit.StorageEngineContract;
import dev.latchkey.testkit.TagsContract;
import dev.latchkey.testkit.TokenLimitContract;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;

final class MariadbEngineTest extends StorageEngineContract
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
    private static final String DATABASE = Server.database();

    @BeforeEach
    void empty() {
        Server.empty(DATABASE);
    }

    @Override
    protected StorageEngine open() {
        return MariadbEngine.open(Server.url(DATABASE), TurnedTime.CLOCK);
    }

    @Override
    protected EngineTime time(StorageEngine engine) {
        return new TurnedTime(DATABASE);
    }

    @Override
    public void putToken(ProfileId profile, long token) {
        try (var connection = Server.connect(DATABASE);
                var update = connection.prepareStatement(
                        "UPDATE latchkey_profile SET token = ? WHERE store = ? AND profile_key = ?")) {
            update.setLong(1, token);
            update.setString(2, profile.store());
            update.setString(3, profile.key());
            update.executeUpdate();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
