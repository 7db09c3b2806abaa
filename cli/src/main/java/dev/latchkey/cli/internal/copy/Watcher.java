package dev.latchkey.cli.internal.copy;

/** Whoever looks on. */
public interface Watcher {
    /**
     * A pass has come so far.
     *
     * @param pass from 1 on
     * @param verb what the pass does, for people
     * @param done how many profiles it has seen
     * @param total how many there were when the copy began; perhaps fewer than there are
     * @param changed how many of them it has written
     */
    void at(int pass, String verb, long done, long total, long changed);

    /** Something to tell once. */
    void note(String line);

    /** A pass is over that has to be followed by another, since servers are live: waits a little. */
    void pause();
}
