/** A storage engine on MariaDB and MySQL. */
module dev.latchkey.engine.mariadb {
    requires static transitive org.jspecify;
    requires transitive dev.latchkey.spi;
    requires transitive java.sql;
    requires dev.latchkey.engine.sql;
    requires com.zaxxer.hikari;
    requires org.mariadb.jdbc;

    exports dev.latchkey.engine.mariadb;

    provides dev.latchkey.spi.EngineProvider with
            dev.latchkey.engine.mariadb.MariadbProvider,
            dev.latchkey.engine.mariadb.MysqlProvider;
}
