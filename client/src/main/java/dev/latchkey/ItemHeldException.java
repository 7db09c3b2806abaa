package dev.latchkey;

import dev.latchkey.spi.Holding;

/** A unique item would have had a second holder; nothing of that write is stored. */
public class ItemHeldException extends LatchkeyException {
    private static final long serialVersionUID = 1L;

    private final transient Holding holding;

    /**
     * @param holding where it is, and since when
     */
    public ItemHeldException(Holding holding) {
        super(
                "item has a holder already item=" + holding.item() + " holder=" + holding.place() + " since="
                        + holding.since() + "; take it out of the data, and the next save goes through",
                null);
        this.holding = holding;
    }

    /** Where the item is. */
    public Holding holding() {
        return holding;
    }
}
