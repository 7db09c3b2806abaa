package dev.latchkey.engine.sql;

import java.sql.SQLException;

/** Somebody else changed what this transaction had found, and could not lock since it was not there: begin anew. */
final class Racing extends SQLException {
    private static final long serialVersionUID = 1L;

    Racing(String what) {
        super("somebody else was first: " + what);
    }
}
