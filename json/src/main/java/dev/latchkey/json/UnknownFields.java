package dev.latchkey.json;

/**
 * What to do with fields in stored data that the class does not have. Those of a newer schema that was marked
 * compatible ({@link JsonMigrations}) are kept in any case.
 */
public enum UnknownFields {
    /** The profile does not load; nothing is changed. The default: no field can get lost unseen (S8). */
    REFUSE,
    /**
     * They are put aside while the profile is open and stored again with every save, so servers with an
     * older class can run beside newer ones. Where the object around such a field is removed, the field
     * goes with it. Within a list they are refused, as nobody knows which element they would belong to
     * later.
     */
    KEEP
}
