package dev.latchkey.engine.postgres;

import dev.latchkey.engine.sql.Schema;
import java.util.List;

/**
 * The tables in PostgreSQL.
 *
 * <p>Made to be read with psql: ids are hexadecimal text, times are milliseconds since 1970 by the store's clock, and the
 * views {@code latchkey_sessions} and {@code latchkey_past_sessions} say who plays and played where.
 *
 * <p>No column that most commits write is in an index, nor in an index's condition, and pages of profiles are filled to
 * half: so a new version of a row stands beside the old one, and no index is written. Therefore there is none by owner.
 */
final class PostgresSchema {
    private static final String NAME = "store text COLLATE \"C\" NOT NULL, profile_key text COLLATE \"C\" NOT NULL";

    private static final String NUMBER = "number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY";

    private static final String DATA = "codec text NOT NULL, schema_version integer NOT NULL, is_text boolean NOT NULL";

    private static final String LETTER = NUMBER + ", " + NAME
            + ", id text COLLATE \"C\" NOT NULL, type text NOT NULL, sender text NOT NULL, items text NOT NULL,"
            + " lifetime bigint, room integer NOT NULL, " + DATA + ", content bytea NOT NULL";

    private static final List<String> FIRST = List.of(
            "CREATE TABLE latchkey_meta (name text PRIMARY KEY, value text NOT NULL)",
            "INSERT INTO latchkey_meta (name, value) VALUES ('schema', '0')",
            """
            CREATE FUNCTION latchkey_now() RETURNS bigint LANGUAGE sql VOLATILE AS
              $$ SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint $$""",
            "CREATE TABLE latchkey_profile (" + NAME + """
            ,
              token bigint NOT NULL,
              owner text COLLATE "C",
              claim text COLLATE "C",
              version bigint NOT NULL,
              write_id text COLLATE "C",
              sealed text COLLATE "C",
              spent text COLLATE "C" NOT NULL,
              asks bigint NOT NULL,
              wanted_server text COLLATE "C",
              wanted_claim text COLLATE "C",
              wanted_ask bigint,
              created_at bigint NOT NULL,
              updated_at bigint NOT NULL,
              session_at bigint NOT NULL,
              erased boolean NOT NULL,
              contested_until bigint,
              codec text,
              schema_version integer,
              is_text boolean NOT NULL,
              saved_by text,
              payload bytea,
              PRIMARY KEY (store, profile_key)
            ) WITH (fillfactor = 50)""",
            "CREATE INDEX latchkey_profile_wanted ON latchkey_profile (store, profile_key)"
                    + " WHERE wanted_ask IS NOT NULL",
            """
            CREATE TABLE latchkey_server (
              id text COLLATE "C" PRIMARY KEY,
              name text NOT NULL,
              beat bigint NOT NULL,
              since bigint NOT NULL,
              lease_end bigint NOT NULL,
              buried_at bigint
            ) WITH (fillfactor = 50)""",
            "CREATE TABLE latchkey_taken (" + NUMBER + ", owner text COLLATE \"C\" NOT NULL, " + NAME
                    + ", token bigint NOT NULL, claim text COLLATE \"C\" NOT NULL, how text NOT NULL,"
                    + " taken_by text NOT NULL)",
            "CREATE INDEX latchkey_taken_owner ON latchkey_taken (owner)",
            "CREATE TABLE latchkey_orphan (" + NUMBER + ", kept_at bigint NOT NULL, " + NAME
                    + ", write_id text COLLATE \"C\" NOT NULL UNIQUE, token bigint NOT NULL,"
                    + " claim text COLLATE \"C\" NOT NULL, version bigint NOT NULL, server text COLLATE \"C\" NOT NULL,"
                    + " reason text NOT NULL, maybe_applied boolean NOT NULL, " + DATA + ", payload bytea NOT NULL)",
            "CREATE INDEX latchkey_orphan_profile ON latchkey_orphan (store, profile_key)",
            "CREATE TABLE latchkey_erasure (" + NAME + ", token bigint NOT NULL, PRIMARY KEY (store, profile_key))",
            "CREATE TABLE latchkey_audit (" + NUMBER + ", done_at bigint NOT NULL, what text NOT NULL,"
                    + " store text COLLATE \"C\", profile_key text COLLATE \"C\", lost_by text COLLATE \"C\","
                    + " done_by text NOT NULL, name text, token bigint, began bigint)",
            "CREATE INDEX latchkey_audit_profile ON latchkey_audit (store, profile_key, number)",
            "CREATE TABLE latchkey_mailbox (" + NAME + ", PRIMARY KEY (store, profile_key))",
            "CREATE TABLE latchkey_letter (" + LETTER
                    + ", sent_at bigint NOT NULL, expires_at bigint, notify text COLLATE \"C\")",
            "CREATE UNIQUE INDEX latchkey_letter_id ON latchkey_letter (store, profile_key, id)",
            "CREATE INDEX latchkey_letter_number ON latchkey_letter (store, profile_key, number)",
            "CREATE INDEX latchkey_letter_expiry ON latchkey_letter (expires_at) WHERE expires_at IS NOT NULL",
            "CREATE INDEX latchkey_letter_notify ON latchkey_letter (notify) WHERE notify IS NOT NULL",
            "CREATE TABLE latchkey_dead_letter (" + LETTER
                    + ", died_at bigint NOT NULL, reason text NOT NULL, never_waited boolean NOT NULL)",
            "CREATE UNIQUE INDEX latchkey_dead_letter_id ON latchkey_dead_letter (store, profile_key, id)",
            "CREATE TABLE latchkey_letter_settled (" + NUMBER + ", " + NAME
                    + ", id text COLLATE \"C\" NOT NULL, settled_at bigint NOT NULL)",
            "CREATE UNIQUE INDEX latchkey_letter_settled_id ON latchkey_letter_settled (store, profile_key, id)",
            "CREATE TABLE latchkey_holding (item text COLLATE \"C\" PRIMARY KEY, " + NAME
                    + ", letter text COLLATE \"C\", since bigint NOT NULL)",
            "CREATE INDEX latchkey_holding_place ON latchkey_holding (store, profile_key)",
            "CREATE TABLE latchkey_item_move (" + NUMBER + ", moved_at bigint NOT NULL,"
                    + " item text COLLATE \"C\" NOT NULL, from_store text, from_key text, from_letter text,"
                    + " to_store text, to_key text, to_letter text, moved_by text NOT NULL)",
            "CREATE INDEX latchkey_item_move_item ON latchkey_item_move (item, number)",
            "CREATE TABLE latchkey_revision (" + NUMBER + ", " + NAME + ", token bigint NOT NULL,"
                    + " version bigint NOT NULL, saved_at bigint NOT NULL, saved_by text NOT NULL,"
                    + " occasion text NOT NULL, kept_at bigint NOT NULL, " + DATA + ", payload bytea NOT NULL)",
            "CREATE UNIQUE INDEX latchkey_revision_state"
                    + " ON latchkey_revision (store, profile_key, version, token)",
            "CREATE TABLE latchkey_tag (" + NAME
                    + ", name text COLLATE \"C\" NOT NULL, value text COLLATE \"C\" NOT NULL,"
                    + " PRIMARY KEY (store, profile_key, name))",
            "CREATE INDEX latchkey_tag_value ON latchkey_tag (store, name, value, profile_key)",
            """
            CREATE VIEW latchkey_sessions AS
              SELECT p.store, p.profile_key, s.name AS server, p.owner, p.token, p.version,
                     to_timestamp(p.session_at / 1000.0) AS since, to_timestamp(p.updated_at / 1000.0) AS saved,
                     octet_length(p.payload) AS size
              FROM latchkey_profile p LEFT JOIN latchkey_server s ON s.id = p.owner
              WHERE p.owner IS NOT NULL""",
            """
            CREATE VIEW latchkey_past_sessions AS
              SELECT store, profile_key, name AS server, lost_by AS owner, token, to_timestamp(began / 1000.0) AS since,
                     to_timestamp(done_at / 1000.0) AS until, what, done_by
              FROM latchkey_audit WHERE token IS NOT NULL""");

    /** Of the session's transaction: "Lkey". */
    private static final long LOCK = 0x4C6B6579;

    static final Schema SCHEMA = new Schema(
            List.of(FIRST),
            // Not to_regclass, which may still remember that there was none, after the lock was waited for.
            "SELECT EXISTS (SELECT 1 FROM pg_class WHERE relname = 'latchkey_meta' AND pg_table_is_visible(oid))",
            "SELECT pg_advisory_xact_lock(" + LOCK + ")");

    private PostgresSchema() {}
}
