/** Players' profiles on Minestom servers. */
module dev.latchkey.minestom {
    requires static transitive org.jspecify;
    requires transitive dev.latchkey;
    requires transitive net.minestom.server;

    exports dev.latchkey.minestom;
}
