/** A storage engine on any transactional table. */
module dev.latchkey.engine.table {
    requires static transitive org.jspecify;
    requires transitive dev.latchkey.spi;

    exports dev.latchkey.engine.table;
}
