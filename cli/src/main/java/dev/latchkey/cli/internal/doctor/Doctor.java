package dev.latchkey.cli.internal.doctor;

import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.spi.StoreException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks a store over. */
public final class Doctor {
    private final String url;
    private final InstantSource wall;

    /** With the wall clock to compare the store's with. */
    public Doctor(String url, InstantSource wall) {
        this.url = url;
        this.wall = wall;
    }

    /** Everything that it finds, the file's own state first. */
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        Optional<Path> file = OpenStore.file(url);
        file.ifPresent(path -> new StoreFiles(path).examine(findings));
        try (OpenStore store = OpenStore.open(url)) {
            Instant now = wall.instant();
            new EngineState(store, now).examine(findings);
            new SessionState(store).examine(findings);
        } catch (StoreException unusable) {
            findings.add(Finding.problem("store", "it cannot be used: " + unusable.getMessage()));
        }
        return findings;
    }
}
