package dev.latchkey.architecture;

import java.nio.file.Path;

/** Where this checkout lies, and what Maven told the tests about itself (architecture/pom.xml). */
final class Root {
    private Root() {}

    static Path folder() {
        return Path.of(told("latchkey.root")).toAbsolutePath().normalize();
    }

    static String told(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException("run by Maven, or with -D" + property + "=…");
        }
        return value;
    }
}
