package dev.latchkey.bench;

import java.util.List;

/** One thing to measure. */
interface Scenario {
    /** For {@code --only}. */
    String name();

    List<Figure> run(Site site) throws Exception;
}
