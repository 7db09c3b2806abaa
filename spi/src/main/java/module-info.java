/** What a plug-in sees: values, StorageEngine, MessageBus. */
module dev.latchkey.spi {
    requires static transitive org.jspecify;

    exports dev.latchkey.spi;
}
