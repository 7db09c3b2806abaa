package dev.latchkey.minestom;

import dev.latchkey.LoadOptions;
import java.time.Duration;

/**
 * How players' data is loaded and read off. Immutable.
 *
 * @param load options of each load; default a patience of 20 s, less than the time after which a client that
 *     waits in the configuration phase gives up
 * @param snapshotEvery how often a player's state is read off into the profile, 1 s – 1 h, default 10 s; it is
 *     durable after the next auto-save of the profile
 * @param guard whether pick-ups, drops and clicks in inventories are cancelled while the player's session is not
 *     active, default yes: what they would change is not surely saved
 * @param kickAfter how long after a hand-off to another server the player is kicked here, 0 – 1 min, default 0;
 *     behind a proxy some seconds, because it may take a kick during the switch for a failure of the switch
 * @param texts what players read
 */
public record Settings(LoadOptions load, Duration snapshotEvery, boolean guard, Duration kickAfter, Texts texts) {
    /** The defaults. */
    public static final Settings DEFAULT = new Settings(
            LoadOptions.DEFAULT.withPatience(Duration.ofSeconds(20)),
            Duration.ofSeconds(10),
            true,
            Duration.ZERO,
            Texts.ENGLISH);

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Settings {
        if (snapshotEvery.compareTo(Duration.ofSeconds(1)) < 0 || snapshotEvery.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("snapshotEvery=" + snapshotEvery + ", allowed: PT1S-PT1H");
        }
        if (kickAfter.isNegative() || kickAfter.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("kickAfter=" + kickAfter + ", allowed: PT0S-PT1M");
        }
        if (load.shared()) {
            throw new IllegalArgumentException("load.shared=true, allowed: false; a player is on a server once");
        }
    }

    /** With other options of each load. */
    public Settings withLoad(LoadOptions load) {
        return new Settings(load, snapshotEvery, guard, kickAfter, texts);
    }

    /** With another time between two snapshots. */
    public Settings withSnapshotEvery(Duration snapshotEvery) {
        return new Settings(load, snapshotEvery, guard, kickAfter, texts);
    }

    /** With or without the guard. */
    public Settings withGuard(boolean guard) {
        return new Settings(load, snapshotEvery, guard, kickAfter, texts);
    }

    /** With another time between a hand-off and the kick. */
    public Settings withKickAfter(Duration kickAfter) {
        return new Settings(load, snapshotEvery, guard, kickAfter, texts);
    }

    /** With other texts. */
    public Settings withTexts(Texts texts) {
        return new Settings(load, snapshotEvery, guard, kickAfter, texts);
    }
}
