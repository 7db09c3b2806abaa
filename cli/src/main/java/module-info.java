/** The command line. */
module dev.latchkey.cli {
    requires static org.jspecify;
    requires dev.latchkey;
    requires info.picocli;
}
