/** A module that reaches into another. */
module dev.latchkey.bad.boundary {
    requires dev.latchkey.good;
}
