package dev.latchkey.engine.table;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.TransactionalTable.Key;

/** Where the rows of each kind are: their table, and their name in it. */
final class Names {
    static final String PROFILES = "profile";
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

    static Key profile(ProfileId profile) {
        return new Key(PROFILES, of(profile));
    }

    static Key server(Id server) {
        return new Key(SERVERS, server.toString());
    }

    /** How many records a server owns. */
    static Key owned(Id server) {
        return new Key("owned", server.toString());
    }

    /** How many records a server waits for. */
    static Key waits(Id server) {
        return new Key("waits", server.toString());
    }

    static Key wanted(Id owner, ProfileId profile) {
        return new Key(table("wanted", owner), of(profile));
    }

    static Key taken(Id server, long number) {
        return new Key(table("taken", server), Padded.of(number));
    }

    static Key news(Id server, ProfileId mailbox) {
        return new Key(table("news", server), of(mailbox));
    }

    static Key mailbox(ProfileId profile) {
        return new Key("mailbox", of(profile));
    }

    static Key letter(ProfileId mailbox, String id) {
        return new Key(table("letter", mailbox), Line.escaped(id));
    }

    static Key waiting(ProfileId mailbox, long number) {
        return new Key(table("waiting", mailbox), Padded.of(number));
    }

    static Key item(String item) {
        return new Key("item", Line.escaped(item));
    }

    static Key held(ProfileId profile, String item) {
        return new Key(table("held", profile), Line.escaped(item));
    }

    static String moves(String item) {
        return MOVES + "/" + Line.escaped(item);
    }

    static Key revision(ProfileId profile, long number) {
        return new Key(table(REVISIONS, profile), Padded.of(number));
    }

    static Key tags(ProfileId profile) {
        return new Key("tags", of(profile));
    }

    static String tagged(String store, String name, String value) {
        return "tagged/" + store + "/" + name + "/" + Line.escaped(value);
    }

    static Key orphanWrite(Id write) {
        return new Key("orphan-write", write.toString());
    }
}
