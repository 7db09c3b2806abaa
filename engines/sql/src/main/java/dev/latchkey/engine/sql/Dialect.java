package dev.latchkey.engine.sql;

import java.sql.SQLException;

/** Where databases differ. Texts are pieces of SQL, each with the spaces around it that it needs. Thread-safe. */
public interface Dialect {
    /** What a failed statement means. */
    enum Failure {
        /** Nothing of its transaction was done, and the same may work when it is tried at once. */
        TRY_AGAIN,
        /** Nothing of its transaction was done. */
        SURELY_NOT,
        /** Nobody knows, if it was the commit; the connection is of no more use. */
        UNKNOWN
    }

    /** The store's clock, as an expression: whole milliseconds since 1970. */
    String clock();

    /** Behind a query whose rows are about to be changed. */
    String toChange();

    /** Behind a query of a server's row that is about to be buried or removed: waits for whoever relies on it. */
    String toBury();

    /** Behind a query of a server's row that is not to be buried before this transaction is over. */
    String toRely();

    /** Behind a query of a record that is not to change before this transaction is over. */
    String toLook();

    /**
     * Behind an insert: where there is such a row already, nothing is done.
     *
     * @param unique columns of a unique index, with commas
     */
    String orNothing(String unique);

    /** What a failure means. */
    Failure failure(SQLException failure);

    /** One line about a failure that says what to do; without passwords. */
    String words(Exception failure);
}
