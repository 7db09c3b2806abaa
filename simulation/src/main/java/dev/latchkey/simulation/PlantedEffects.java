package dev.latchkey.simulation;

import dev.latchkey.spi.EffectRules;
import dev.latchkey.spi.Letter;

/** Stores with one wrong decision about letters each. */
final class PlantedEffects {
    private PlantedEffects() {}

    /** Whoever settles a letter that is gone is believed. */
    static final class SettlesWhatIsGone extends EffectRules {
        @Override
        protected boolean needsWaiting() {
            return false;
        }
    }

    /** An item may be in two places. */
    static final class ItemsAnywhere extends EffectRules {
        @Override
        protected boolean isUnique() {
            return false;
        }
    }

    /** The id of a letter is forgotten once it is settled. */
    static final class SettledIsForgotten extends EffectRules {
        @Override
        protected boolean isRepeated(Letter letter, Found found) {
            return found.waiting(letter.to(), letter.id()) != null;
        }
    }
}
