package dev.latchkey.engine.table;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.TransactionalTable.RowKey;

/** Where the rows of each kind are: their table, and their name in it. */
final class Names {
    static final String PROFILES = "profile";
    static final String MAILBOXES = "mailbox";
    static final String SERVERS = "server";
    static final String AUDIT = "audit";
    static final String ORPHANS = "orphan";
    static final String DEAD = "dead";
    static final String SETTLED = "settled";
    static final String EXPIRING = "expiring";
    static final String MOVES = "move";
    static final String REVISIONS = "revision";

    private Names() {}

    /** In the order of profiles: a space comes before all that a store's name may have. */
    static String of(ProfileId profile) {
        return profile.store() + " " + profile.key();
    }

    static ProfileId profileOf(String name) {
        int space = name.indexOf(' ');
        return new ProfileId(name.substring(0, space), name.substring(space + 1));
    }

    /** The table of what belongs to one profile. */
    static String table(String kind, ProfileId profile) {
        return kind + "/" + Line.escaped(of(profile));
    }

    static String table(String kind, Id server) {
        return kind + "/" + server;
    }

    static RowKey profile(ProfileId profile) {
        return new RowKey(PROFILES, of(profile));
    }

    static RowKey server(Id server) {
        return new RowKey(SERVERS, server.toString());
    }

    /** How many records a server owns. */
    static RowKey owned(Id server) {
        return new RowKey("owned", server.toString());
    }

    /** How many records a server waits for. */
    static RowKey waits(Id server) {
        return new RowKey("waits", server.toString());
    }

    static RowKey wanted(Id owner, ProfileId profile) {
        return new RowKey(table("wanted", owner), of(profile));
    }

    static RowKey taken(Id server, long number) {
        return new RowKey(table("taken", server), Padded.of(number));
    }

    static RowKey news(Id server, ProfileId mailbox) {
        return new RowKey(table("news", server), of(mailbox));
    }

    static RowKey mailbox(ProfileId profile) {
        return new RowKey(MAILBOXES, of(profile));
    }

    static RowKey letter(ProfileId mailbox, String id) {
        return new RowKey(table("letter", mailbox), Line.escaped(id));
    }

    static RowKey waiting(ProfileId mailbox, long number) {
        return new RowKey(table("waiting", mailbox), Padded.of(number));
    }

    static RowKey item(String item) {
        return new RowKey("item", Line.escaped(item));
    }

    static RowKey held(ProfileId profile, String item) {
        return new RowKey(table("held", profile), Line.escaped(item));
    }

    static String moves(String item) {
        return MOVES + "/" + Line.escaped(item);
    }

    static RowKey revision(ProfileId profile, long number) {
        return new RowKey(table(REVISIONS, profile), Padded.of(number));
    }

    static RowKey tags(ProfileId profile) {
        return new RowKey("tags", of(profile));
    }

    static String tagged(String store, String name, String value) {
        return "tagged/" + store + "/" + name + "/" + Line.escaped(value);
    }

    /** The token of a profile's newest tombstone. */
    static RowKey erased(ProfileId profile) {
        return new RowKey("erased", of(profile));
    }

    static RowKey orphanWrite(Id write) {
        return new RowKey("orphan-write", write.toString());
    }
}
