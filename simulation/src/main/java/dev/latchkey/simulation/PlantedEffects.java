package dev.latchkey.simulation;

import dev.latchkey.spi.EffectRules;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.ProfileId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

    /** The id of a letter that was revived is forgotten once it is settled. */
    static final class RevivedIsForgotten extends EffectRules {
        private final Set<List<Object>> revived = new HashSet<>();

        void revived(ProfileId mailbox, String letter) {
            revived.add(List.of(mailbox, letter));
        }

        @Override
        protected boolean isRepeated(Letter letter, Found found) {
            boolean there =
                    found.waiting(letter.to(), letter.id()) != null || found.dead(letter.to(), letter.id()) != null;
            return there || (super.isRepeated(letter, found) && !revived.contains(List.of(letter.to(), letter.id())));
        }
    }

    /** A letter that is discarded keeps its items. */
    static final class DiscardLeavesItems extends EffectRules {
        @Override
        public boolean freesDiscarded() {
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
