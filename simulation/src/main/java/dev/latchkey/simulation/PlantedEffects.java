package dev.latchkey.simulation;

import dev.latchkey.spi.EffectRules;
import dev.latchkey.spi.Letter;

/** Stores with one wrong decision about letters each. */
final class PlantedEffects {
    private PlantedEffects() {}

    /** The id of a letter is forgotten once it is settled. */
    static final class SettledIsForgotten extends EffectRules {
        @Override
        protected boolean isRepeated(Letter letter, Found found) {
            return found.waiting(letter.to(), letter.id()) != null;
        }
    }
}
