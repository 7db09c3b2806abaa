package dev.latchkey.engine.sql;

import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Payload;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A letter to and from the columns that {@code latchkey_letter} and {@code latchkey_dead_letter} have in common. */
final class Letters {
    /** Of both tables, as {@link #set} and {@link #read} take them. */
    static final String COLUMNS =
            "store, profile_key, id, type, sender, items, lifetime, room, codec, schema_version, is_text, content";

    /** For {@link #COLUMNS}. */
    static final String VALUES = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?";

    /** How many {@link #VALUES} there are. */
    static final int COUNT = 12;

    private static final int NANOS_OF_A_MILLI = 1_000_000;

    private Letters() {}

    /** Sets parameters 1 to 12. */
    static void set(PreparedStatement statement, Letter letter) throws SQLException {
        Columns.set(statement, 1, letter.to());
        statement.setString(3, letter.id());
        statement.setString(4, letter.type());
        statement.setString(5, letter.from());
        statement.setString(6, JsonTexts.encode(letter.items()));
        Columns.setLong(statement, 7, millis(letter.lifetime()));
        statement.setInt(8, letter.room());
        Columns.set(statement, 9, letter.content());
    }

    /** In whole milliseconds, rounded up: no letter dies early. */
    static @Nullable Long millis(@Nullable Duration lifetime) {
        return lifetime == null
                ? null
                : lifetime.plusNanos(NANOS_OF_A_MILLI - 1).toMillis();
    }

    /**
     * Reads {@link #COLUMNS}, of which the first is column {@code at}.
     *
     * @param undeliverable why it never waited, null if it did
     */
    static Letter read(ResultSet row, int at, @Nullable String undeliverable) throws SQLException {
        Payload content = Columns.payload(row, at + 8);
        if (content == null) {
            throw new SQLException("a letter without codec");
        }
        Long lifetime = Columns.longOrNull(row, at + 6);
        return new Letter(
                Columns.profile(row, at),
                Columns.text(row, at + 2),
                Columns.text(row, at + 3),
                content,
                Columns.text(row, at + 4),
                JsonTexts.decode(Columns.text(row, at + 5)),
                lifetime == null ? null : Duration.ofMillis(lifetime),
                row.getInt(at + 7),
                undeliverable);
    }
}
