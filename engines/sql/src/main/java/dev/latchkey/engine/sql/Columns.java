package dev.latchkey.engine.sql;

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

/** Values to and from columns: ids are hexadecimal text, times are milliseconds since 1970. */
public final class Columns {
    /** How many digits an id has. */
    public static final int ID_DIGITS = 32;

    private Columns() {}

    /** Sets an id. */
    public static void set(PreparedStatement statement, int at, @Nullable Id id) throws SQLException {
        statement.setString(at, id == null ? null : id.toString());
    }

    static void set(PreparedStatement statement, int at, Instant time) throws SQLException {
        statement.setLong(at, time.toEpochMilli());
    }

    static void setTime(PreparedStatement statement, int at, @Nullable Instant time) throws SQLException {
        setLong(statement, at, time == null ? null : time.toEpochMilli());
    }

    static void setLong(PreparedStatement statement, int at, @Nullable Long number) throws SQLException {
        if (number == null) {
            statement.setNull(at, Types.BIGINT);
        } else {
            statement.setLong(at, number);
        }
    }

    static @Nullable Long longOrNull(ResultSet row, int at) throws SQLException {
        long number = row.getLong(at);
        return row.wasNull() ? null : number;
    }

    /** Sets the two columns of a name. */
    public static void set(PreparedStatement statement, int at, ProfileId profile) throws SQLException {
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

    /** An id; null for null. */
    public static @Nullable Id id(ResultSet row, int at) throws SQLException {
        String text = row.getString(at);
        return text == null ? null : Id.parse(text);
    }

    /** An id of a column that is never null. */
    public static Id someId(ResultSet row, int at) throws SQLException {
        return Id.parse(text(row, at));
    }

    /** A text of a column that is never null. */
    public static String text(ResultSet row, int at) throws SQLException {
        return String.valueOf(row.getString(at));
    }

    /** A time of a column that is never null. */
    public static Instant time(ResultSet row, int at) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(at));
    }

    /** Ids with one space between them. */
    public static String text(List<Id> ids) {
        StringBuilder text = new StringBuilder(ids.size() * (ID_DIGITS + 1));
        for (Id id : ids) {
            (text.isEmpty() ? text : text.append(' ')).append(id);
        }
        return text.toString();
    }

    /** What {@link #text(List)} wrote. */
    public static List<Id> ids(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        List<Id> ids = new ArrayList<>();
        for (int at = 0; at < text.length(); at += ID_DIGITS + 1) {
            ids.add(Id.parse(text.substring(at, Math.min(at + ID_DIGITS, text.length()))));
        }
        return ids;
    }

    /** Sets codec, schema version, whether it is text, and the bytes. */
    static void set(PreparedStatement statement, int at, @Nullable Payload payload) throws SQLException {
        if (payload == null) {
            statement.setString(at, null);
            statement.setNull(at + 1, Types.INTEGER);
            statement.setBoolean(at + 2, false);
            statement.setBytes(at + 3, null);
        } else {
            statement.setString(at, payload.codec());
            statement.setInt(at + 1, payload.schema());
            statement.setBoolean(at + 2, payload.text());
            statement.setBytes(at + 3, payload.bytes());
        }
    }

    private static byte[] bytes(ResultSet row, int at) throws SQLException {
        byte[] bytes = row.getBytes(at);
        return bytes == null ? new byte[0] : bytes;
    }

    /** Reads codec, schema version, whether it is text, and the bytes; null where there is no codec. */
    public static @Nullable Payload payload(ResultSet row, int at) throws SQLException {
        String codec = row.getString(at);
        if (codec == null) {
            return null;
        }
        return new Payload(bytes(row, at + 3), codec, row.getInt(at + 1), row.getBoolean(at + 2));
    }
}
