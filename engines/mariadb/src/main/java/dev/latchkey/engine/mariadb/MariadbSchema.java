package dev.latchkey.engine.mariadb;

import dev.latchkey.engine.sql.Schema;
import java.util.List;

/**
 * The tables in MariaDB and MySQL. Each change of them ends the transaction that it is in, so each can be made again:
 * whoever was cut off in the midst begins anew.
 *
 * <p>Names, keys and ids are bytes, so that two that differ in a capital letter, an accent or a space at the end are two, and
 * their order is that of the bytes. Ids are hexadecimal, times are milliseconds since 1970 by the store's clock. The views
 * {@code latchkey_sessions} and {@code latchkey_past_sessions} say who plays and played where, for people.
 *
 * <p>No column that most commits write is in an index. Therefore there is none by owner.
 */
final class MariadbSchema {
    private static final String STORE = "varbinary(64)";
    private static final String KEY = "varbinary(256)";
    private static final String ID = "varbinary(32)";
    /** 128 characters, of which none takes more than three bytes (or two take four). */
    private static final String LABEL = "varbinary(384)";

    private static final String NAME = "store " + STORE + " NOT NULL, profile_key " + KEY + " NOT NULL";

    private static final String NUMBER = "number bigint NOT NULL AUTO_INCREMENT PRIMARY KEY";

    private static final String DATA = "codec text NOT NULL, schema_version integer NOT NULL, is_text boolean NOT NULL";

    private static final String LETTER = NUMBER + ", " + NAME + ", id " + LABEL
            + " NOT NULL, type text NOT NULL, sender text NOT NULL, items mediumtext NOT NULL,"
            + " lifetime bigint, room integer NOT NULL, " + DATA + ", content longblob NOT NULL";

    private static final List<String> FIRST = List.of(
            table("meta", "name varchar(64) NOT NULL PRIMARY KEY, value varchar(64) NOT NULL"),
            "INSERT IGNORE INTO latchkey_meta (name, value) VALUES ('schema', '0')",
            table(
                    "profile",
                    NAME + ", token bigint NOT NULL, owner " + ID + ", claim " + ID
                            + ", version bigint NOT NULL, write_id " + ID + ", sealed " + ID
                            + ", spent varbinary(512) NOT NULL, asks bigint NOT NULL, wanted_server " + ID
                            + ", wanted_claim "
                            + ID + ", wanted_ask bigint, created_at bigint NOT NULL, updated_at bigint NOT NULL,"
                            + " session_at bigint NOT NULL, erased boolean NOT NULL, contested_until bigint, codec text,"
                            + " schema_version integer, is_text boolean NOT NULL, saved_by text, payload longblob,"
                            + " PRIMARY KEY (store, profile_key), KEY latchkey_profile_wanted (wanted_ask)"),
            table(
                    "server",
                    "id " + ID + " NOT NULL PRIMARY KEY, name text NOT NULL, beat bigint NOT NULL,"
                            + " since bigint NOT NULL, lease_end bigint NOT NULL, buried_at bigint"),
            table(
                    "taken",
                    NUMBER + ", owner " + ID + " NOT NULL, " + NAME + ", token bigint NOT NULL, claim " + ID
                            + " NOT NULL, how varchar(32) NOT NULL, taken_by text NOT NULL,"
                            + " KEY latchkey_taken_owner (owner)"),
            table(
                    "orphan",
                    NUMBER + ", kept_at bigint NOT NULL, " + NAME + ", write_id " + ID
                            + " NOT NULL, token bigint NOT NULL, claim " + ID
                            + " NOT NULL, version bigint NOT NULL, server "
                            + ID + " NOT NULL, reason text NOT NULL, maybe_applied boolean NOT NULL, " + DATA
                            + ", payload longblob NOT NULL, UNIQUE KEY latchkey_orphan_write (write_id),"
                            + " KEY latchkey_orphan_profile (store, profile_key)"),
            table("erasure", NAME + ", token bigint NOT NULL, PRIMARY KEY (store, profile_key)"),
            table(
                    "audit",
                    NUMBER + ", done_at bigint NOT NULL, what varchar(64) NOT NULL, store " + STORE
                            + ", profile_key " + KEY + ", lost_by " + ID
                            + ", done_by text NOT NULL, name text, token bigint,"
                            + " began bigint, KEY latchkey_audit_profile (store, profile_key)"),
            table("mailbox", NAME + ", PRIMARY KEY (store, profile_key)"),
            table(
                    "letter",
                    LETTER + ", sent_at bigint NOT NULL, expires_at bigint, notify " + ID
                            + ", UNIQUE KEY latchkey_letter_id (store, profile_key, id), KEY latchkey_letter_number"
                            + " (store, profile_key, number), KEY latchkey_letter_expiry (expires_at),"
                            + " KEY latchkey_letter_notify (notify)"),
            table(
                    "dead_letter",
                    LETTER + ", died_at bigint NOT NULL, reason text NOT NULL,"
                            + " never_waited boolean NOT NULL, UNIQUE KEY latchkey_dead_letter_id (store, profile_key, id)"),
            table(
                    "letter_settled",
                    NUMBER + ", " + NAME + ", id " + LABEL + " NOT NULL, settled_at bigint NOT NULL,"
                            + " UNIQUE KEY latchkey_letter_settled_id (store, profile_key, id)"),
            table(
                    "holding",
                    "item " + LABEL + " NOT NULL PRIMARY KEY, " + NAME + ", letter " + LABEL
                            + ", since bigint NOT NULL, KEY latchkey_holding_place (store, profile_key)"),
            table(
                    "item_move",
                    NUMBER + ", moved_at bigint NOT NULL, item " + LABEL + " NOT NULL, from_store " + STORE
                            + ", from_key " + KEY + ", from_letter " + LABEL + ", to_store " + STORE + ", to_key " + KEY
                            + ", to_letter " + LABEL + ", moved_by text NOT NULL, KEY latchkey_item_move_item (item)"),
            table(
                    "revision",
                    NUMBER + ", " + NAME + ", token bigint NOT NULL, version bigint NOT NULL,"
                            + " saved_at bigint NOT NULL, saved_by text NOT NULL, occasion varchar(64) NOT NULL,"
                            + " kept_at bigint NOT NULL, " + DATA + ", payload longblob NOT NULL,"
                            + " UNIQUE KEY latchkey_revision_state (store, profile_key, version, token)"),
            table(
                    "tag",
                    NAME + ", name " + LABEL + " NOT NULL, value " + LABEL
                            + " NOT NULL, PRIMARY KEY (store, profile_key, name),"
                            + " KEY latchkey_tag_value (store, name, value, profile_key)"),
            """
            CREATE OR REPLACE VIEW latchkey_sessions AS
              SELECT CONVERT(p.store USING utf8mb4) AS store, CONVERT(p.profile_key USING utf8mb4) AS profile_key,
                     s.name AS server, CONVERT(p.owner USING utf8mb4) AS owner, p.token, p.version,
                     FROM_UNIXTIME(p.session_at / 1000) AS since, FROM_UNIXTIME(p.updated_at / 1000) AS saved,
                     OCTET_LENGTH(p.payload) AS size
              FROM latchkey_profile p LEFT JOIN latchkey_server s ON s.id = p.owner
              WHERE p.owner IS NOT NULL""",
            """
            CREATE OR REPLACE VIEW latchkey_past_sessions AS
              SELECT CONVERT(store USING utf8mb4) AS store, CONVERT(profile_key USING utf8mb4) AS profile_key,
                     name AS server, CONVERT(lost_by USING utf8mb4) AS owner, token,
                     FROM_UNIXTIME(began / 1000) AS since, FROM_UNIXTIME(done_at / 1000) AS until, what, done_by
              FROM latchkey_audit WHERE token IS NOT NULL""");

    /** {@link Preparation} holds a lock that outlives the changes' transactions. */
    static final Schema SCHEMA = new Schema(
            List.of(FIRST),
            "SELECT count(*) > 0 FROM information_schema.tables WHERE table_schema = DATABASE()"
                    + " AND table_name = 'latchkey_meta'",
            "DO 0");

    private MariadbSchema() {}

    private static String table(String name, String columns) {
        return "CREATE TABLE IF NOT EXISTS latchkey_" + name + " (\n  " + columns
                + "\n) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
    }
}
