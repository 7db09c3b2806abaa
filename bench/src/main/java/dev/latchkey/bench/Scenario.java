package dev.latchkey.bench;

import java.util.List;

/** One thing to measure. */
public interface Scenario {
    /** For {@code --only}. */
    String name();

    /** Measures. */
    List<Figure> run(Site site) throws Exception;
}
