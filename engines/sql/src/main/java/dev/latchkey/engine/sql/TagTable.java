package dev.latchkey.engine.sql;

import dev.latchkey.spi.ProfileId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rows of {@code latchkey_tag}. */
final class TagTable {
    private final Statements statements;

    TagTable(Statements statements) {
        this.statements = statements;
    }

    /** All tags that the profile has from now on; what is so already is not written. */
    void set(ProfileId profile, Map<String, String> tags) throws SQLException {
        Map<String, String> before = of(profile);
        for (String name : before.keySet()) {
            if (!tags.containsKey(name)) {
                PreparedStatement delete =
                        statements.of("DELETE FROM latchkey_tag WHERE store = ? AND profile_key = ? AND name = ?");
                Columns.set(delete, 1, profile);
                delete.setString(3, name);
                delete.executeUpdate();
            }
        }
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            if (!tag.getValue().equals(before.get(tag.getKey()))) {
                PreparedStatement put = statements.of(
                        before.containsKey(tag.getKey())
                                ? "UPDATE latchkey_tag SET value = ? WHERE name = ? AND store = ? AND profile_key = ?"
                                : "INSERT INTO latchkey_tag (value, name, store, profile_key) VALUES (?, ?, ?, ?)");
                put.setString(1, tag.getValue());
                put.setString(2, tag.getKey());
                Columns.set(put, 3, profile);
                put.executeUpdate();
            }
        }
    }

    Map<String, String> of(ProfileId profile) throws SQLException {
        PreparedStatement select =
                statements.of("SELECT name, value FROM latchkey_tag WHERE store = ? AND profile_key = ?");
        Columns.set(select, 1, profile);
        Map<String, String> tags = new TreeMap<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                tags.put(Columns.text(row, 1), Columns.text(row, 2));
            }
        }
        return tags;
    }

    /** In the order of keys. */
    List<ProfileId> find(String store, String name, String value, @Nullable String after, int limit)
            throws SQLException {
        PreparedStatement select = statements.of("SELECT profile_key FROM latchkey_tag WHERE store = ?"
                + " AND name = ? AND value = ? AND profile_key > ? ORDER BY profile_key LIMIT ?");
        select.setString(1, store);
        select.setString(2, name);
        select.setString(3, value);
        select.setString(4, after == null ? "" : after);
        select.setInt(5, limit);
        List<ProfileId> profiles = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                profiles.add(new ProfileId(store, Columns.text(row, 1)));
            }
        }
        return profiles;
    }

    void erase(ProfileId profile) throws SQLException {
        PreparedStatement delete = statements.of("DELETE FROM latchkey_tag WHERE store = ? AND profile_key = ?");
        Columns.set(delete, 1, profile);
        delete.executeUpdate();
    }
}
