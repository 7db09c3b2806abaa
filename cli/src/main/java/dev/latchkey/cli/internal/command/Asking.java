package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.store.Json;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all commands on stores have in common. */
abstract class Asking implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    @Option(
            names = "--store",
            paramLabel = "URL",
            defaultValue = "${env:LATCHKEY_STORE:-sqlite:players.db}",
            description = "The store; by default what LATCHKEY_STORE names, else sqlite:players.db.")
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private String url;

    @Option(names = "--json", description = "Answers in JSON.")
    private boolean json;

    String url() {
        return url;
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    boolean json() {
        return json;
    }

    /** Prints it for programs, where they asked. */
    boolean printed(Object value) {
        if (json) {
            out().println(Json.text(value));
        }
        return json;
    }
}
