/** What the storage engines on SQL servers have in common. Not for users: its types may change with any release. */
@SuppressWarnings("module") // those that it is for are built after it
module dev.latchkey.engine.sql {
    requires static transitive org.jspecify;
    requires transitive dev.latchkey.spi;
    requires transitive java.sql;

    exports dev.latchkey.engine.sql to
            dev.latchkey.engine.mariadb,
            dev.latchkey.engine.postgres;
}
