package dev.latchkey.spi;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Ability of an engine: moving profiles to a store of another engine, whole, with everything that belongs to them. Token
 * and version go along, so that neither ever goes back and a journal that is replayed later meets the fence that it knows.
 */
public interface Relocation {
    /**
     * Up to {@code limit} profiles after {@code after} (null: from the start) that have anything, a record or only mail, in
     * their order.
     */
    Outcome<List<ProfileId>> inhabited(@Nullable ProfileId after, int limit);

    /**
     * All that belongs to each profile, of one moment each; it changes nothing. What a profile has is held in memory, with
     * every revision: ask for few.
     */
    List<Outcome<Belongings>> pack(List<ProfileId> profiles);

    /**
     * Puts each in the place of all that the profile has here, in one atomic step. A session that the record names is
     * released on the way ({@link Belongings#atRest()}): its server is not here.
     */
    List<Outcome<Unpacked>> unpack(List<Belongings> all);

    /**
     * Answers {@link #unpack}.
     *
     * @param applied whether {@link #mayReplace} allowed it; if not, nothing was changed
     * @param found the head that was found, {@link Head#EMPTY} where there was no record
     */
    record Unpacked(boolean applied, Head found) {}

    /**
     * Whether a record that is there may be replaced by one that comes: not while somebody has it open, not by one with a
     * lower token or version, and not by one whose same version another write has made.
     *
     * @param found null where there is none
     * @param next null where none comes
     */
    static boolean mayReplace(@Nullable Head found, @Nullable Head next) {
        if (found == null) {
            return true;
        }
        return next != null
                && found.owner() == null
                && found.token() <= next.token()
                && found.version() <= next.version()
                && (found.version() < next.version() || Objects.equals(found.write(), next.write()));
    }
}
