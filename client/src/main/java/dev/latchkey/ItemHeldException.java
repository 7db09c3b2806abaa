package dev.latchkey;

import dev.latchkey.spi.Holding;
import dev.latchkey.spi.ProfileId;
import java.util.List;
import java.util.stream.Collectors;

/** A unique item would have had a second holder; nothing of that write is stored. */
public class ItemHeldException extends LatchkeyException {
    private static final long serialVersionUID = 1L;

    private final transient List<Holding> holdings;

    /**
     * @param holding where it is, and since when
     */
    public ItemHeldException(Holding holding) {
        super(
                "item has a holder already " + text(holding)
                        + "; take it out of the data, and the next save goes through",
                null);
        this.holdings = List.of(holding);
    }

    /**
     * @param profile that had them before
     * @param holdings where they are, and since when; not empty
     */
    public ItemHeldException(ProfileId profile, List<Holding> holdings) {
        super(
                "items of that state are elsewhere by now, nothing was changed profile=" + profile + " "
                        + holdings.stream().map(ItemHeldException::text).collect(Collectors.joining("; "))
                        + "; restore it without them (RestoreOptions.withoutItems), or take them back first",
                null);
        this.holdings = List.copyOf(holdings);
    }

    private static String text(Holding holding) {
        return "item=" + holding.item() + " holder=" + holding.place() + " since=" + holding.since();
    }

    /** Where the item is; of several the first. */
    public Holding holding() {
        return holdings.get(0);
    }

    /** Where all of them are. */
    public List<Holding> holdings() {
        return holdings;
    }
}
