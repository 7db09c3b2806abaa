package dev.latchkey.engine.table;

import dev.latchkey.spi.Belongings;
import dev.latchkey.spi.Holding;
import dev.latchkey.spi.ItemIndex;
import dev.latchkey.spi.Place;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.TransactionalTable.Get;
import dev.latchkey.spi.TransactionalTable.Read;
import dev.latchkey.spi.TransactionalTable.Row;
import dev.latchkey.spi.TransactionalTable.RowKey;
import dev.latchkey.spi.TransactionalTable.Scan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where unique items are, where they were, and what each profile has in its payload and its letters. */
final class ItemRows {
    private static final String PROFILE = "profile";
    private static final String LETTER = "letter";

    private ItemRows() {}

    static Get get(String item) {
        return new Get(Names.item(item), false);
    }

    /** As it will be after the step. */
    static @Nullable Holding present(Step step, String item) {
        String line = step.value(Names.item(item));
        return line == null
                ? null
                : Columns.read("item " + item, line, from -> {
                    Place place = place(from);
                    if (place == null) {
                        throw new IllegalArgumentException("a holding without a place");
                    }
                    return new Holding(item, place, from.time());
                });
    }

    private static Line place(Line line, @Nullable Place place) {
        return switch (place) {
            case Place.InProfile in -> line.text(PROFILE).profile(in.profile()).text("");
            case Place.InTransit in -> line.text(LETTER).profile(in.to()).text(in.letter());
            case null -> line.text("").profile(null).text("");
        };
    }

    private static @Nullable Place place(Columns from) {
        String kind = from.text();
        ProfileId profile = from.maybeProfile();
        String letter = from.text();
        if (profile == null) {
            return null;
        }
        return kind.equals(LETTER) ? new Place.InTransit(profile, letter) : new Place.InProfile(profile);
    }

    private static ProfileId whose(Place place) {
        return switch (place) {
            case Place.InProfile in -> in.profile();
            case Place.InTransit in -> in.to();
        };
    }

    /** An item is there from now on; null: nowhere. */
    static void place(Step step, String item, @Nullable Place to, String server) {
        Holding before = present(step, item);
        Place from = before == null ? null : before.place();
        if (from != null) {
            step.remove(Names.held(whose(from), item));
        }
        if (to == null) {
            step.remove(Names.item(item));
        } else {
            put(step, new Holding(item, to, step.now()));
        }
        moved(step, item, from, to, server);
    }

    private static void moved(Step step, String item, @Nullable Place from, @Nullable Place to, String server) {
        String moment = step.moment();
        Line move = place(place(new Line().time(step.now()), from), to).text(server);
        step.put(new RowKey(Names.moves(item), moment), move.done());
        step.put(
                new RowKey(Names.MOVES, moment + " " + Line.escaped(item)),
                new Line().text(item).done());
    }

    static Scan path(String item, int limit) {
        return new Scan(Names.moves(item), "", "", limit, true);
    }

    static ItemIndex.Move move(Row row) {
        return Columns.read(
                row.key().table(),
                row.value(),
                from -> new ItemIndex.Move(from.time(), place(from), place(from), from.text()));
    }

    static String table(ProfileId profile) {
        return Names.table("held", profile);
    }

    private static List<String> held(Step step, ProfileId profile) {
        return step.all(table(profile)).stream()
                .map(row -> Columns.read(row.key().table(), row.value(), Columns::text))
                .toList();
    }

    /** Those of a profile and of its letters, each with its moves, oldest first. */
    static List<Belongings.Item> of(Step step, ProfileId profile) {
        List<String> items = held(step, profile);
        List<Read> reads = new ArrayList<>();
        items.forEach(item -> {
            reads.add(get(item));
            reads.add(Step.whole(Names.moves(item)));
        });
        step.read(reads);
        List<Belongings.Item> all = new ArrayList<>();
        for (String item : items) {
            Holding holding = present(step, item);
            if (holding == null) {
                throw new Step.Changed();
            }
            List<ItemIndex.Move> path =
                    step.all(Names.moves(item)).stream().map(ItemRows::move).toList();
            all.add(new Belongings.Item(holding, path));
        }
        return all;
    }

    /** In the place of all items of a profile; one that another has goes over to it. */
    static void replace(Step step, Belongings with) {
        held(step, with.profile()).forEach(item -> forget(step, item));
        for (Belongings.Item each : with.items()) {
            Holding holding = each.holding();
            forget(step, holding.item());
            put(step, holding);
            for (ItemIndex.Move move : each.path()) {
                step.at(move.at());
                moved(step, holding.item(), move.from(), move.to(), move.server());
            }
        }
    }

    private static void forget(Step step, String item) {
        Holding holding = present(step, item);
        if (holding != null) {
            step.remove(Names.item(item));
            step.remove(Names.held(whose(holding.place()), item));
        }
        for (Row row : step.all(Names.moves(item))) {
            step.remove(row.key());
            step.remove(new RowKey(Names.MOVES, row.key().name() + " " + Line.escaped(item)));
        }
    }

    private static void put(Step step, Holding holding) {
        String item = holding.item();
        step.put(
                Names.item(item),
                place(new Line(), holding.place()).time(holding.since()).done());
        step.put(Names.held(whose(holding.place()), item), new Line().text(item).done());
    }

    /** Enters items that have no holder; names those that have another. */
    static List<Holding> index(Step step, ProfileId profile, List<String> items) {
        List<Holding> duplicates = new ArrayList<>();
        Place here = new Place.InProfile(profile);
        for (String item : items) {
            Holding holding = present(step, item);
            if (holding == null) {
                place(step, item, here, "");
            } else if (!holding.place().equals(here)) {
                duplicates.add(holding);
            }
        }
        return duplicates;
    }

    /** It is nowhere, unless it is anywhere else by now. */
    static void free(Step step, String item, Place from) {
        Holding holding = present(step, item);
        if (holding != null && holding.place().equals(from)) {
            place(step, item, null, "");
        }
    }

    /** All items of an erased profile and of its letters are gone. */
    static void erase(Step step, ProfileId profile, String by) {
        List<String> items = held(step, profile);
        step.read(items.stream().map(ItemRows::get).toList());
        items.forEach(item -> place(step, item, null, by));
    }

    static int forget(Step step, Instant before, int most) {
        List<Row> old = step.scan(new Scan(Names.MOVES, "", Times.sortable(before), most, false));
        for (Row row : old) {
            String item = Columns.read(row.key().table(), row.value(), Columns::text);
            String name = row.key().name();
            step.remove(row.key());
            step.remove(new RowKey(Names.moves(item), name.substring(0, name.indexOf(' '))));
        }
        return old.size();
    }
}
