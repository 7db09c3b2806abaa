package dev.latchkey.engine.memory;

/** Everything that a {@link MemoryStore} keeps. Not thread-safe. */
record MemoryTables(
        MemoryRecords records,
        MemoryServers servers,
        MemoryAudit audit,
        MemoryShelf shelf,
        MemoryMail mail,
        MemoryItems items,
        MemoryHistory history) {
    static MemoryTables empty(int auditLimit) {
        return new MemoryTables(
                new MemoryRecords(),
                new MemoryServers(),
                new MemoryAudit(auditLimit),
                new MemoryShelf(),
                new MemoryMail(),
                new MemoryItems(),
                new MemoryHistory());
    }

    MemoryTables copy() {
        return new MemoryTables(
                records.copy(), servers.copy(), audit.copy(), shelf.copy(), mail.copy(), items.copy(), history.copy());
    }
}
