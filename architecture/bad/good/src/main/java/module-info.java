/** What the bad projects do, done well. */
module dev.latchkey.good {
    requires static transitive org.jspecify;

    exports dev.latchkey.good;
}
