package dev.latchkey.engine.sqlite;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values to and from columns. */
final class Columns {
    static final int ID_DIGITS = 32;

    private Columns() {}

    static void set(PreparedStatement statement, int at, @Nullable Id id) throws SQLException {
        statement.setString(at, id == null ? null : id.toString());
    }

    static void set(PreparedStatement statement, int at, Instant time) throws SQLException {
        statement.setLong(at, time.toEpochMilli());
    }

    static void setTime(PreparedStatement statement, int at, @Nullable Instant time) throws SQLException {
        if (time == null) {
            statement.setNull(at, Types.INTEGER);
        } else {
            statement.setLong(at, time.toEpochMilli());
        }
    }

    static void setLong(PreparedStatement statement, int at, @Nullable Long number) throws SQLException {
        if (number == null) {
            statement.setNull(at, Types.INTEGER);
        } else {
            statement.setLong(at, number);
        }
    }

    static @Nullable Long longOrNull(ResultSet row, int at) throws SQLException {
        long number = row.getLong(at);
        return row.wasNull() ? null : number;
    }

    /** Sets the two columns of a name. */
    static void set(PreparedStatement statement, int at, ProfileId profile) throws SQLException {
        statement.setString(at, profile.store());
        statement.setString(at + 1, profile.key());
    }

    static ProfileId profile(ResultSet row, int at) throws SQLException {
        return new ProfileId(text(row, at), text(row, at + 1));
    }

    static @Nullable Instant timeOrNull(ResultSet row, int at) throws SQLException {
        long millis = row.getLong(at);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    static @Nullable Id id(ResultSet row, int at) throws SQLException {
        String text = row.getString(at);
        return text == null ? null : Id.parse(text);
    }

    /** An id of a column that is never null. */
    static Id someId(ResultSet row, int at) throws SQLException {
        return Id.parse(text(row, at));
    }

    static String text(ResultSet row, int at) throws SQLException {
        return String.valueOf(row.getString(at));
    }

    static Instant time(ResultSet row, int at) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(at));
    }

    /** Ids with one space between them. */
    static String text(List<Id> ids) {
        StringBuilder text = new StringBuilder(ids.size() * (ID_DIGITS + 1));
        for (Id id : ids) {
            (text.isEmpty() ? text : text.append(' ')).append(id);
        }
        return text.toString();
    }

    static List<Id> ids(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        List<Id> ids = new ArrayList<>();
        for (int at = 0; at < text.length(); at += ID_DIGITS + 1) {
            ids.add(Id.parse(text.substring(at, Math.min(at + ID_DIGITS, text.length()))));
        }
        return ids;
    }

    /** Sets codec, schema, whether it is text, and the bytes, as {@link #payload(int)} takes them. */
    static void set(PreparedStatement statement, int at, @Nullable Payload payload) throws SQLException {
        if (payload == null) {
            statement.setString(at, null);
            statement.setNull(at + 1, Types.INTEGER);
            statement.setInt(at + 2, 0);
            statement.setBytes(at + 3, null);
        } else {
            statement.setString(at, payload.codec());
            statement.setInt(at + 1, payload.schema());
            statement.setInt(at + 2, payload.text() ? 1 : 0);
            statement.setBytes(at + 3, payload.bytes());
        }
    }

    /** The bytes become text inside SQLite, as they are: whether they are good UTF-8 does not matter. */
    static String payload(int text) {
        return "CASE ?" + text + " WHEN 1 THEN CAST(?" + (text + 1) + " AS TEXT) ELSE ?" + (text + 1) + " END";
    }

    /** Empty where the column holds no bytes at all, which the driver tells as null. */
    static byte[] bytes(ResultSet row, int at) throws SQLException {
        byte[] bytes = row.getBytes(at);
        return bytes == null ? new byte[0] : bytes;
    }

    /** Reads codec, schema, {@code typeof(payload)}, payload. */
    static @Nullable Payload payload(ResultSet row, int at) throws SQLException {
        String codec = row.getString(at);
        if (codec == null) {
            return null;
        }
        return new Payload(bytes(row, at + 3), codec, row.getInt(at + 1), "text".equals(row.getString(at + 2)));
    }
}
