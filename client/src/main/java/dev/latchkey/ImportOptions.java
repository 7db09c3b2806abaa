package dev.latchkey;

/**
 * How data is read in. Immutable.
 *
 * @param overwrite whether data that is there gives way; default no
 */
public record ImportOptions(boolean overwrite) {
    /** The defaults. */
    public static final ImportOptions DEFAULT = new ImportOptions(false);

    /** With another choice of whether data that is there gives way; its last state is kept in the history. */
    public ImportOptions withOverwrite(boolean overwrite) {
        return new ImportOptions(overwrite);
    }
}
