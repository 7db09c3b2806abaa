package dev.latchkey.spring;

import dev.latchkey.Options;

/**
 * Has the last word on the options of the application's {@code Latchkey}, after the properties. Any number of beans of this
 * type are asked, in the order of {@code @Order}.
 */
@FunctionalInterface
public interface LatchkeyOptionsCustomizer {
    /**
     * Changes options.
     *
     * @param options as the properties, and the customizers before, have them
     */
    Options customize(Options options);
}
