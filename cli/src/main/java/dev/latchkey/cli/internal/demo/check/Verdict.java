package dev.latchkey.cli.internal.demo.check;

import java.util.List;

/**
 * What the check found.
 *
 * @param acknowledged how many deeds players were told to be durable
 * @param stored how many deeds the store holds
 * @param lostFacts what was acknowledged and is not there
 * @param duplicatedFacts what is there twice, or was never to be there
 * @param trades how many trades are stored
 * @param mails how many letters were sent
 * @param goldConserved whether all gold that was made is there, and no more
 * @param itemsUnique whether no item is in two places
 */
public record Verdict(
        long acknowledged,
        long stored,
        List<String> lostFacts,
        List<String> duplicatedFacts,
        int trades,
        int mails,
        boolean goldConserved,
        boolean itemsUnique) {
    /** Copies the lists. */
    public Verdict {
        lostFacts = List.copyOf(lostFacts);
        duplicatedFacts = List.copyOf(duplicatedFacts);
    }

    /** How many. */
    public int lost() {
        return lostFacts.size();
    }

    /** How many. */
    public int duplicated() {
        return duplicatedFacts.size();
    }

    /** Whether all is as it was said to be. */
    public boolean isClean() {
        return lostFacts.isEmpty() && duplicatedFacts.isEmpty() && goldConserved && itemsUnique && acknowledged > 0;
    }
}
