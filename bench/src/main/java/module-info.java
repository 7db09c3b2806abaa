/** Measurements. */
module dev.latchkey.bench {
    requires static transitive org.jspecify;
    requires transitive dev.latchkey;
    requires dev.latchkey.bus.local;
    requires dev.latchkey.engine.sqlite;
    requires java.management;
    requires java.sql;
    requires jdk.management;
    requires org.xerial.sqlitejdbc;

    exports dev.latchkey.bench;
}
