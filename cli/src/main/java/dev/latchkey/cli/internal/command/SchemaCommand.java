package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.store.Refusal;
import dev.latchkey.engine.mariadb.MariadbEngine;
import dev.latchkey.engine.postgres.PostgresEngine;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** For databases whose tables somebody else makes than the servers. */
@Command(
        name = "schema",
        description = "Prints the statements that make the tables in an empty database.",
        footer = {"", "Servers then need no right to make tables: open the store with ?migrate=false."})
final class SchemaCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    @Parameters(paramLabel = "DATABASE", description = "postgres or mariadb")
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private String database;

    @Override
    public Integer call() {
        String schema = switch (database) {
            case "postgres" -> PostgresEngine.schema();
            case "mariadb" -> MariadbEngine.schema();
            default -> throw Refusal.badInput("there is a schema for postgres and mariadb, not for " + database);
        };
        spec.commandLine().getOut().print(schema);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
