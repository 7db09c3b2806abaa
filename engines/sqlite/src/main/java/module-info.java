/** A storage engine on SQLite. */
module dev.latchkey.engine.sqlite {
    requires static transitive org.jspecify;
    requires transitive dev.latchkey.spi;
    requires java.sql;
    requires org.xerial.sqlitejdbc;

    exports dev.latchkey.engine.sqlite;

    provides dev.latchkey.spi.EngineProvider with
            dev.latchkey.engine.sqlite.SqliteProvider;
}
