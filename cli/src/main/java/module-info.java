/** The command line. */
module dev.latchkey.cli {
    requires static org.jspecify;
    requires dev.latchkey;
    requires dev.latchkey.bus.local;
    requires dev.latchkey.engine.mariadb;
    requires dev.latchkey.engine.postgres;
    requires dev.latchkey.engine.sqlite;
    requires dev.latchkey.json;
    requires info.picocli;

    opens dev.latchkey.cli.internal.command to
            info.picocli,
            tools.jackson.databind;
    opens dev.latchkey.cli.internal.store to
            tools.jackson.databind;
    opens dev.latchkey.cli.internal.copy to
            tools.jackson.databind;
    opens dev.latchkey.cli.internal.doctor to
            tools.jackson.databind;
    opens dev.latchkey.cli.internal.demo to
            tools.jackson.databind;
    opens dev.latchkey.cli.internal.demo.check to
            tools.jackson.databind;
    opens dev.latchkey.cli.internal.demo.wire to
            tools.jackson.databind;

    uses dev.latchkey.spi.BusProvider;
    uses dev.latchkey.spi.EngineProvider;
}
