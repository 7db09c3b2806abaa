package dev.latchkey.internal;

import dev.latchkey.spi.OrphanShelf;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.StorageEngine;
import java.util.List;
import java.util.function.Function;

/** Keeps orphans in the store, or, where it has no shelf, beside the journal (S9). Thread-safe. */
record Shelf(StorageEngine engine, Journal journal) implements Function<List<OrphanShelf.Orphan>, Outcome<Boolean>> {
    @Override
    public Outcome<Boolean> apply(List<OrphanShelf.Orphan> orphans) {
        return engine instanceof OrphanShelf shelf ? shelf.keep(orphans) : journal.keep(orphans);
    }
}
