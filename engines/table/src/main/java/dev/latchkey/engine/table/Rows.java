package dev.latchkey.engine.table;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.ServerRow;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a {@link TransactionalEngine}, for a table that does some verbs by scripts of its own. A script that changes
 * rows writes the same as the engine does, which the contract of storage engines shows.
 */
public final class Rows {
    private Rows() {}

    /** The name of a profile's row. */
    public static String name(ProfileId profile) {
        return Names.of(profile);
    }

    /** Text as a field of a row's value, and as part of a table's name. */
    public static String escaped(String text) {
        return Line.escaped(text);
    }

    /** A profile as two fields of a row's value. */
    public static String fields(ProfileId profile) {
        return new Line().profile(profile).done();
    }

    /** What a profile's row says; null where it is empty. Where the body was not read, the payload has no bytes. */
    public static @Nullable ProfileRecord record(ProfileId profile, String value, byte @Nullable [] body) {
        return value.isEmpty() ? null : Profile.of(profile, value, body).record();
    }

    /** What a server's row says; null where it is empty. */
    public static @Nullable ServerRow server(Id server, String value) {
        return value.isEmpty() ? null : Server.of(server, value).row();
    }
}
