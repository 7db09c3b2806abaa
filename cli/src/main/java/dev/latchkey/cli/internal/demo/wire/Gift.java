package dev.latchkey.cli.internal.demo.wire;

/**
 * What one player gets from another: the message of a letter.
 *
 * @param from key of the giver
 * @param number of the giver's deed
 * @param gold 0 for an item
 * @param item 0 for gold
 */
public record Gift(String from, int number, int gold, int item) {
    /** What a deed gives. */
    public static Gift of(String from, int number, Deed deed) {
        boolean item = deed.kind().isOfItems();
        return new Gift(from, number, item ? 0 : deed.arg(), item ? deed.arg() : 0);
    }

    /** Names it among all gifts. */
    public String name() {
        return from + ":" + number;
    }
}
