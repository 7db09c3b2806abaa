/** A storage engine and a bus on PostgreSQL. */
module dev.latchkey.engine.postgres {
    requires static transitive org.jspecify;
    requires transitive dev.latchkey.spi;
    requires transitive java.sql;
    requires dev.latchkey.engine.sql;
    requires com.zaxxer.hikari;
    requires org.postgresql.jdbc;

    exports dev.latchkey.engine.postgres;

    provides dev.latchkey.spi.EngineProvider with
            dev.latchkey.engine.postgres.PostgresProvider;
    provides dev.latchkey.spi.BusProvider with
            dev.latchkey.engine.postgres.NotifyBusProvider;
}
