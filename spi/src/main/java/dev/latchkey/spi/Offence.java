package dev.latchkey.spi;

/** Why a store does not take a commit whose fences fit (rule S10). */
public sealed interface Offence {
    /** A payload is longer than the store takes, in bytes. */
    record TooLong(int limit) implements Offence {}

    /** The mailbox of a letter's receiver has no room. */
    record MailboxFull(ProfileId to, String letter, int limit) implements Offence {}

    /** A unique item would have a second holder. */
    record ItemHeld(Holding holding) implements Offence {}

    /** A settled letter does not wait. */
    record LetterGone(String letter) implements Offence {}

    /** The store cannot do such a thing at all. */
    record Unable() implements Offence {}
}
