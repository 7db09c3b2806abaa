/** Seeds, faults, oracles and planted bugs. */
module dev.latchkey.simulation {
    requires static org.jspecify;
    requires dev.latchkey.core;
    requires dev.latchkey.spi;
    requires dev.latchkey.engine.memory;
}
