package dev.latchkey.engine.sqlite;

import dev.latchkey.spi.Belongings;
import dev.latchkey.spi.Holding;
import dev.latchkey.spi.ItemIndex;
import dev.latchkey.spi.Place;
import dev.latchkey.spi.ProfileId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of {@code holding} and {@code item_move}: where unique items are, and where they were. */
final class ItemTable {
    private static final String MOVE = "INSERT INTO item_move (at, item, from_store, from_key, from_letter, to_store,"
            + " to_key, to_letter, moved_by) ";

    private final Statements statements;

    ItemTable(Statements statements) {
        this.statements = statements;
    }

    @Nullable
    Holding find(String item) throws SQLException {
        PreparedStatement select = statements.of("SELECT since, store, key, letter FROM holding WHERE item = ?");
        select.setString(1, item);
        try (ResultSet row = select.executeQuery()) {
            Place place = row.next() ? place(row, 2) : null;
            return place == null ? null : new Holding(item, place, Columns.time(row, 1));
        }
    }

    /** An item is there from now on; null: nowhere. */
    void place(String item, @Nullable Place to, String by, Instant now) throws SQLException {
        PreparedStatement move = statements.of(MOVE + "SELECT ?1, ?2, store, key, letter, ?3, ?4, ?5, ?6"
                + " FROM (SELECT 1) LEFT JOIN holding ON item = ?2");
        Columns.set(move, 1, now);
        move.setString(2, item);
        set(move, 3, to);
        move.setString(6, by);
        move.executeUpdate();
        if (to == null) {
            PreparedStatement delete = statements.of("DELETE FROM holding WHERE item = ?");
            delete.setString(1, item);
            delete.executeUpdate();
        } else {
            PreparedStatement put = statements.of(
                    "INSERT OR REPLACE INTO holding (item, store, key, letter, since) VALUES (?, ?, ?, ?, ?)");
            put.setString(1, item);
            set(put, 2, to);
            Columns.set(put, 5, now);
            put.executeUpdate();
        }
    }

    /** All items of an erased profile and of its letters are gone. */
    void erase(ProfileId profile, String by, Instant now) throws SQLException {
        PreparedStatement move = statements.of(MOVE + "SELECT ?1, item, store, key, letter, NULL, NULL, NULL, ?2"
                + " FROM holding WHERE store = ?3 AND key = ?4");
        Columns.set(move, 1, now);
        move.setString(2, by);
        Columns.set(move, 3, profile);
        if (move.executeUpdate() > 0) {
            PreparedStatement delete = statements.of("DELETE FROM holding WHERE store = ? AND key = ?");
            Columns.set(delete, 1, profile);
            delete.executeUpdate();
        }
    }

    /** The item's moves, newest first. */
    List<ItemIndex.Move> path(String item, int limit) throws SQLException {
        PreparedStatement select = statements.of("SELECT at, moved_by, from_store, from_key, from_letter, to_store,"
                + " to_key, to_letter FROM item_move WHERE item = ? ORDER BY number DESC LIMIT ?");
        select.setString(1, item);
        select.setInt(2, limit);
        List<ItemIndex.Move> moves = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                moves.add(new ItemIndex.Move(Columns.time(row, 1), place(row, 3), place(row, 6), Columns.text(row, 2)));
            }
        }
        return moves;
    }

    /** Those of a profile and of its letters, each with its moves, oldest first. */
    List<Belongings.Item> of(ProfileId profile) throws SQLException {
        PreparedStatement select =
                statements.of("SELECT item, since, store, key, letter FROM holding WHERE store = ? AND key = ?");
        Columns.set(select, 1, profile);
        List<Holding> holdings = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Place place = place(row, 3);
                if (place != null) {
                    holdings.add(new Holding(Columns.text(row, 1), place, Columns.time(row, 2)));
                }
            }
        }
        List<Belongings.Item> items = new ArrayList<>();
        for (Holding holding : holdings) {
            items.add(new Belongings.Item(
                    holding, path(holding.item(), Integer.MAX_VALUE).reversed()));
        }
        return items;
    }

    /** In the place of all items of a profile; one that another has goes over to it. */
    void replace(Belongings with) throws SQLException {
        for (Belongings.Item before : of(with.profile())) {
            forget(before.holding().item());
        }
        for (Belongings.Item each : with.items()) {
            forget(each.holding().item());
            add(each);
        }
    }

    private void forget(String item) throws SQLException {
        for (String table : List.of("holding", "item_move")) {
            PreparedStatement delete = statements.of("DELETE FROM " + table + " WHERE item = ?");
            delete.setString(1, item);
            delete.executeUpdate();
        }
    }

    private void add(Belongings.Item item) throws SQLException {
        Holding holding = item.holding();
        PreparedStatement hold =
                statements.of("INSERT INTO holding (item, store, key, letter, since) VALUES (?, ?, ?, ?, ?)");
        hold.setString(1, holding.item());
        set(hold, 2, holding.place());
        Columns.set(hold, 5, holding.since());
        hold.executeUpdate();
        for (ItemIndex.Move move : item.path()) {
            PreparedStatement insert = statements.of(MOVE + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
            Columns.set(insert, 1, move.at());
            insert.setString(2, holding.item());
            set(insert, 3, move.from());
            set(insert, 6, move.to());
            insert.setString(9, move.server());
            insert.executeUpdate();
        }
    }

    /** Sets the three columns of a place. */
    private static void set(PreparedStatement statement, int at, @Nullable Place place) throws SQLException {
        ProfileId profile = null;
        String letter = null;
        switch (place) {
            case Place.InProfile in -> profile = in.profile();
            case Place.InTransit in -> {
                profile = in.to();
                letter = in.letter();
            }
            case null -> {}
        }
        statement.setString(at, profile == null ? null : profile.store());
        statement.setString(at + 1, profile == null ? null : profile.key());
        statement.setString(at + 2, letter);
    }

    private static @Nullable Place place(ResultSet row, int at) throws SQLException {
        if (row.getString(at) == null) {
            return null;
        }
        ProfileId profile = Columns.profile(row, at);
        String letter = row.getString(at + 2);
        return letter == null ? new Place.InProfile(profile) : new Place.InTransit(profile, letter);
    }
}
