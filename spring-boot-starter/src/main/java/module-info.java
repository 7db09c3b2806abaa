/** Latchkey in Spring Boot applications. */
module dev.latchkey.spring {
    requires static transitive org.jspecify;
    requires transitive dev.latchkey;
    requires java.sql;
    requires spring.beans;
    requires spring.boot;
    requires spring.boot.autoconfigure;
    requires spring.context;
    requires spring.core;
    requires static dev.latchkey.engine.mariadb;
    requires static dev.latchkey.engine.postgres;
    requires static dev.latchkey.micrometer;
    requires static micrometer.core;
    requires static spring.boot.health;

    exports dev.latchkey.spring;

    opens dev.latchkey.spring to
            spring.beans,
            spring.boot,
            spring.context,
            spring.core;

    uses dev.latchkey.spi.BusProvider;
}
