package dev.latchkey.engine.table;

import dev.latchkey.spi.TransactionalTable;
import dev.latchkey.testkit.ManualClock;
import dev.latchkey.testkit.TransactionalTableContract;

final class MemoryTransactionsTest extends TransactionalTableContract {
    private final MemoryTransactions table = new MemoryTransactions(new ManualClock());

    @Override
    protected TransactionalTable open() {
        return table.another();
    }
}
