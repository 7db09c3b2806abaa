/** Measurements. */
module dev.latchkey.bench {
    requires static org.jspecify;
    requires dev.latchkey;
}
