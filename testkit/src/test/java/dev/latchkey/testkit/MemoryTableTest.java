package dev.latchkey.testkit;

import dev.latchkey.spi.ConditionalTable;

class MemoryTableTest extends ConditionalTableContract {
    private final MemoryTable table = new MemoryTable();

    @Override
    protected ConditionalTable open() {
        return table.another();
    }
}
