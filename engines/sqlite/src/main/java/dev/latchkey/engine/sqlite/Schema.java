package dev.latchkey.engine.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tables, as steps from each version to the next; a file's version is its {@code user_version}.
 *
 * <p>Made to be read with the sqlite3 shell: ids are hexadecimal text, times are milliseconds since 1970 by the
 * store's clock, and the views {@code sessions} and {@code past_sessions} say who plays and played where. The payload stands last, since a row's head is then
 * read and written without it.
 */
final class Schema {
    /** Marks the file as Latchkey's: "Lkey". */
    static final int APPLICATION_ID = 0x4C6B6579;

    private static final List<String> FIRST = List.of(
            """
            CREATE TABLE profile (
              id INTEGER PRIMARY KEY,
              store TEXT NOT NULL,
              key TEXT NOT NULL,
              token INTEGER NOT NULL,
              owner TEXT,
              claim TEXT,
              version INTEGER NOT NULL,
              write TEXT,
              sealed TEXT,
              spent TEXT NOT NULL,
              asks INTEGER NOT NULL,
              wanted_server TEXT,
              wanted_claim TEXT,
              wanted_ask INTEGER,
              created_at INTEGER NOT NULL,
              updated_at INTEGER NOT NULL,
              session_at INTEGER NOT NULL,
              erased INTEGER NOT NULL,
              contested_until INTEGER,
              codec TEXT,
              schema INTEGER,
              payload
            )""",
            "CREATE UNIQUE INDEX profile_name ON profile (store, key)",
            "CREATE INDEX profile_wanted ON profile (owner) WHERE wanted_ask IS NOT NULL",
            """
            CREATE TABLE server (
              id TEXT PRIMARY KEY,
              name TEXT NOT NULL,
              beat INTEGER NOT NULL,
              since INTEGER NOT NULL,
              lease_end INTEGER NOT NULL,
              buried_at INTEGER
            )""",
            """
            CREATE TABLE taken (
              number INTEGER PRIMARY KEY AUTOINCREMENT,
              owner TEXT NOT NULL,
              store TEXT NOT NULL,
              key TEXT NOT NULL,
              token INTEGER NOT NULL,
              claim TEXT NOT NULL,
              how TEXT NOT NULL,
              taken_by TEXT NOT NULL
            )""",
            "CREATE INDEX taken_owner ON taken (owner)",
            """
            CREATE TABLE orphan (
              id INTEGER PRIMARY KEY,
              kept_at INTEGER NOT NULL,
              store TEXT NOT NULL,
              key TEXT NOT NULL,
              write TEXT NOT NULL UNIQUE,
              token INTEGER NOT NULL,
              claim TEXT NOT NULL,
              version INTEGER NOT NULL,
              server TEXT NOT NULL,
              reason TEXT NOT NULL,
              maybe_applied INTEGER NOT NULL,
              codec TEXT NOT NULL,
              schema INTEGER NOT NULL,
              payload NOT NULL
            )""",
            "CREATE INDEX orphan_profile ON orphan (store, key)",
            """
            CREATE TABLE audit (
              id INTEGER PRIMARY KEY AUTOINCREMENT,
              at INTEGER NOT NULL,
              what TEXT NOT NULL,
              store TEXT,
              key TEXT,
              lost_by TEXT,
              done_by TEXT NOT NULL
            )""",
            "CREATE INDEX audit_profile ON audit (store, key)",
            "CREATE TABLE meta (name TEXT PRIMARY KEY, value NOT NULL)",
            """
            CREATE VIEW sessions AS
              SELECT p.store, p.key, s.name AS server, p.owner, p.token, p.version,
                     datetime(p.session_at / 1000, 'unixepoch') AS since,
                     datetime(p.updated_at / 1000, 'unixepoch') AS saved,
                     length(p.payload) AS size
              FROM profile p LEFT JOIN server s ON s.id = p.owner
              WHERE p.owner IS NOT NULL""");

    /** Mail, unique items, history; {@code saved_by} stands behind the payload, which whoever reads it reads as well. */
    private static final List<String> SECOND = List.of(
            "ALTER TABLE profile ADD COLUMN saved_by TEXT",
            """
            CREATE TABLE letter (
              number INTEGER PRIMARY KEY AUTOINCREMENT,
              store TEXT NOT NULL,
              key TEXT NOT NULL,
              id TEXT NOT NULL,
              type TEXT NOT NULL,
              sender TEXT NOT NULL,
              items TEXT NOT NULL,
              lifetime INTEGER,
              room INTEGER NOT NULL,
              sent_at INTEGER NOT NULL,
              expires_at INTEGER,
              notify TEXT,
              codec TEXT NOT NULL,
              schema INTEGER NOT NULL,
              content
            )""",
            "CREATE UNIQUE INDEX letter_id ON letter (store, key, id)",
            "CREATE INDEX letter_expiry ON letter (expires_at) WHERE expires_at IS NOT NULL",
            "CREATE INDEX letter_notify ON letter (notify) WHERE notify IS NOT NULL",
            """
            CREATE TABLE dead_letter (
              number INTEGER PRIMARY KEY,
              store TEXT NOT NULL,
              key TEXT NOT NULL,
              id TEXT NOT NULL,
              type TEXT NOT NULL,
              sender TEXT NOT NULL,
              items TEXT NOT NULL,
              lifetime INTEGER,
              room INTEGER NOT NULL,
              died_at INTEGER NOT NULL,
              reason TEXT NOT NULL,
              never_waited INTEGER NOT NULL,
              codec TEXT NOT NULL,
              schema INTEGER NOT NULL,
              content
            )""",
            "CREATE UNIQUE INDEX dead_letter_id ON dead_letter (store, key, id)",
            """
            CREATE TABLE letter_settled (
              number INTEGER PRIMARY KEY,
              store TEXT NOT NULL,
              key TEXT NOT NULL,
              id TEXT NOT NULL,
              settled_at INTEGER NOT NULL
            )""",
            "CREATE UNIQUE INDEX letter_settled_id ON letter_settled (store, key, id)",
            """
            CREATE TABLE holding (
              item TEXT PRIMARY KEY,
              store TEXT NOT NULL,
              key TEXT NOT NULL,
              letter TEXT,
              since INTEGER NOT NULL
            ) WITHOUT ROWID""",
            "CREATE INDEX holding_place ON holding (store, key)",
            """
            CREATE TABLE item_move (
              number INTEGER PRIMARY KEY,
              at INTEGER NOT NULL,
              item TEXT NOT NULL,
              from_store TEXT,
              from_key TEXT,
              from_letter TEXT,
              to_store TEXT,
              to_key TEXT,
              to_letter TEXT,
              moved_by TEXT NOT NULL
            )""",
            "CREATE INDEX item_move_item ON item_move (item)",
            """
            CREATE TABLE revision (
              number INTEGER PRIMARY KEY AUTOINCREMENT,
              store TEXT NOT NULL,
              key TEXT NOT NULL,
              token INTEGER NOT NULL,
              version INTEGER NOT NULL,
              saved_at INTEGER NOT NULL,
              saved_by TEXT NOT NULL,
              occasion TEXT NOT NULL,
              kept_at INTEGER NOT NULL,
              codec TEXT NOT NULL,
              schema INTEGER NOT NULL,
              payload
            )""",
            "CREATE UNIQUE INDEX revision_state ON revision (store, key, version, token)");

    /**
     * An audit of sessions. The entries of a profile are a chain, newest first, that begins in its record: an index would
     * have each end of a session write one more page.
     */
    private static final List<String> AUDIT = List.of(
            "ALTER TABLE profile ADD COLUMN audit INTEGER",
            "DROP INDEX audit_profile",
            "ALTER TABLE audit RENAME TO audit_before",
            """
            CREATE TABLE audit (
              number INTEGER PRIMARY KEY,
              at INTEGER NOT NULL,
              what TEXT NOT NULL,
              profile INTEGER,
              lost_by TEXT,
              done_by TEXT NOT NULL,
              name TEXT,
              token INTEGER,
              began INTEGER,
              before INTEGER
            )""",
            "INSERT INTO audit (number, at, what, profile, lost_by, done_by, before) SELECT a.id, at, what, p.id, lost_by,"
                    + " done_by, lag(a.id) OVER (PARTITION BY p.id ORDER BY a.id) FROM audit_before a"
                    + " LEFT JOIN profile p ON p.store = a.store AND p.key = a.key ORDER BY a.id",
            "DROP TABLE audit_before",
            "UPDATE profile SET audit = newest FROM (SELECT profile AS row, max(number) AS newest FROM audit"
                    + " GROUP BY profile) WHERE profile.id = row",
            """
            CREATE VIEW past_sessions AS
              SELECT p.store, p.key, a.name AS server, a.lost_by AS owner, a.token,
                     datetime(a.began / 1000, 'unixepoch') AS since,
                     datetime(a.at / 1000, 'unixepoch') AS until, a.what, a.done_by
              FROM audit a JOIN profile p ON p.id = a.profile
              WHERE a.token IS NOT NULL""");

    /** Tags, by profile and by value. */
    private static final List<String> TAGS = List.of("""
            CREATE TABLE tag (
              store TEXT NOT NULL,
              key TEXT NOT NULL,
              name TEXT NOT NULL,
              value TEXT NOT NULL,
              PRIMARY KEY (store, key, name)
            ) WITHOUT ROWID""", "CREATE INDEX tag_value ON tag (store, name, value, key)");

    /** The token of each profile's newest tombstone: what sessions below it have not saved is not kept (S5, S9). */
    private static final List<String> ERASURES = List.of("""
            CREATE TABLE erasure (
              store TEXT NOT NULL,
              key TEXT NOT NULL,
              token INTEGER NOT NULL,
              PRIMARY KEY (store, key)
            ) WITHOUT ROWID""");

    /** Step n leads from version n to version n + 1; old steps are never changed. */
    private static final List<List<String>> STEPS =
            List.of(FIRST, SECOND, Stream.concat(AUDIT.stream(), TAGS.stream()).toList(), ERASURES);

    /** The version that this code reads and writes. */
    static final int VERSION = STEPS.size();

    private Schema() {}

    /**
     * Refuses a file that is not ours or too new, before anything is written to it.
     *
     * @return whether {@link #migrate} has something to do
     */
    static boolean check(Statements statements, Path file) throws SQLException {
        long application = statements.number("PRAGMA application_id");
        long version = statements.number("PRAGMA user_version");
        boolean empty = statements.number("SELECT count(*) FROM sqlite_schema") == 0;
        if (application != APPLICATION_ID && !empty) {
            throw new UnusableException("the database belongs to another program: name another file: file=" + file);
        }
        if (application == APPLICATION_ID && version > VERSION) {
            throw new UnusableException("the database was written by a newer version of Latchkey: update this server:"
                    + " file=" + file + " schema=" + version + " known=" + VERSION);
        }
        return version < VERSION || application != APPLICATION_ID;
    }

    /** Leads an empty or older file to {@link #VERSION}; inside a transaction. */
    static void migrate(Statements statements) throws SQLException {
        for (int step = (int) statements.number("PRAGMA user_version"); step < VERSION; step++) {
            for (String change : STEPS.get(step)) {
                statements.once(change);
            }
        }
        statements.once("PRAGMA application_id = " + APPLICATION_ID);
        statements.once("PRAGMA user_version = " + VERSION);
    }
}
