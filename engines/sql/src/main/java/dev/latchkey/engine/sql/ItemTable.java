package dev.latchkey.engine.sql;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of {@code latchkey_holding} and {@code latchkey_item_move}: where unique items are, and where they were. */
final class ItemTable {
    private static final String MOVE =
            "INSERT INTO latchkey_item_move (moved_at, item, from_store, from_key, from_letter, to_store,"
                    + " to_key, to_letter, moved_by) ";

    private final Statements statements;
    private final Map<String, @Nullable Holding> known = new HashMap<>();

    ItemTable(Statements statements) {
        this.statements = statements;
    }

    /** Where an item is, locked there. */
    @Nullable
    Holding find(String item) throws SQLException {
        if (!known.containsKey(item)) {
            known.put(item, find(item, statements.dialect().toChange()));
        }
        return known.get(item);
    }

    /** Where an item is now. */
    @Nullable
    Holding look(String item) throws SQLException {
        return find(item, "");
    }

    private @Nullable Holding find(String item, String lock) throws SQLException {
        PreparedStatement select = statements.of(
                "SELECT since, store, profile_key, letter FROM latchkey_holding" + " WHERE item = ?" + lock);
        select.setString(1, item);
        try (ResultSet row = select.executeQuery()) {
            Place place = row.next() ? place(row, 2) : null;
            return place == null ? null : new Holding(item, place, Columns.time(row, 1));
        }
    }

    /**
     * An item is there from now on; null: nowhere. Where it was nowhere before, somebody else may be placing it at the
     * same moment: the later one fails, and finds it there when tried again.
     */
    void place(String item, @Nullable Place to, String by, Instant now) throws SQLException {
        Holding before = find(item);
        Place from = before == null ? null : before.place();
        PreparedStatement move = statements.of(MOVE + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
        Columns.set(move, 1, now);
        move.setString(2, item);
        set(move, 3, from);
        set(move, 6, to);
        move.setString(9, by);
        move.executeUpdate();
        if (to == null) {
            PreparedStatement delete = statements.of("DELETE FROM latchkey_holding WHERE item = ?");
            delete.setString(1, item);
            delete.executeUpdate();
        } else {
            PreparedStatement put = statements.of(
                    before == null
                            ? "INSERT INTO latchkey_holding (store, profile_key, letter, since, item) VALUES (?, ?, ?, ?, ?)"
                            : "UPDATE latchkey_holding SET store = ?, profile_key = ?, letter = ?, since = ? WHERE item = ?");
            set(put, 1, to);
            Columns.set(put, 4, now);
            put.setString(5, item);
            put.executeUpdate();
        }
        known.put(item, to == null ? null : new Holding(item, to, now));
    }

    /** All items of an erased profile and of its letters are gone. */
    void erase(ProfileId profile, String by, Instant now) throws SQLException {
        PreparedStatement move = statements.of(MOVE + "SELECT ?, item, store, profile_key, letter, NULL, NULL, NULL, ?"
                + " FROM latchkey_holding WHERE store = ? AND profile_key = ?");
        Columns.set(move, 1, now);
        move.setString(2, by);
        Columns.set(move, 3, profile);
        if (move.executeUpdate() > 0) {
            PreparedStatement delete =
                    statements.of("DELETE FROM latchkey_holding WHERE store = ? AND profile_key = ?");
            Columns.set(delete, 1, profile);
            delete.executeUpdate();
        }
    }

    /** The item's moves, newest first. */
    List<ItemIndex.Move> path(String item, int limit) throws SQLException {
        PreparedStatement select =
                statements.of("SELECT moved_at, moved_by, from_store, from_key, from_letter, to_store,"
                        + " to_key, to_letter FROM latchkey_item_move WHERE item = ? ORDER BY number DESC LIMIT ?");
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
        PreparedStatement select = statements.of("SELECT item, since, store, profile_key, letter FROM latchkey_holding"
                + " WHERE store = ? AND profile_key = ?");
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
        for (String table : List.of("latchkey_holding", "latchkey_item_move")) {
            PreparedStatement delete = statements.of("DELETE FROM " + table + " WHERE item = ?");
            delete.setString(1, item);
            delete.executeUpdate();
        }
    }

    private void add(Belongings.Item item) throws SQLException {
        Holding holding = item.holding();
        PreparedStatement hold = statements.of(
                "INSERT INTO latchkey_holding (item, store, profile_key, letter, since) VALUES (?, ?, ?, ?, ?)");
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
