package dev.latchkey.cli.internal.store;

import dev.latchkey.spi.ItemIndex;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Whether lines that are to be read in concern unique items that the store knows: as ids in them, or in the data that is to
 * give way. For one thread.
 */
public final class Concerned {
    private final OpenStore store;
    private final ItemFinder finder;
    private final boolean overwrite;

    /**
     * @param overwrite whether data that is there gives way
     */
    public Concerned(OpenStore store, ItemIndex index, boolean overwrite) {
        this.store = store;
        this.finder = new ItemFinder(index, null);
        this.overwrite = overwrite;
    }

    /**
     * The first that is found.
     *
     * @param line its number, from 1
     */
    public record Found(long line, ProfileId profile, String item) {}

    /**
     * Looks through a file; lines that make no sense are let be.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    public Optional<Found> in(Path file) {
        long number = 0;
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                number++;
                Optional<Found> found = in(number, text);
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the file cannot be read after line " + number + ": " + file, unreadable);
        }
    }

    private Optional<Found> in(long number, String text) {
        JsonNode line = Json.strict(text).orElse(null);
        if (line == null || !line.path("store").isString() || !line.path("key").isString()) {
            return Optional.empty();
        }
        ProfileId profile;
        try {
            profile = new ProfileId(
                    line.get("store").stringValue(), line.get("key").stringValue());
        } catch (IllegalArgumentException bad) {
            return Optional.empty();
        }
        Set<String> ids = finder.in(line.path("data"));
        if (overwrite) {
            there(profile).ifPresent(payload -> ids.addAll(finder.in(payload.bytes())));
        }
        return ids.stream().findFirst().map(item -> new Found(number, profile, item));
    }

    private Optional<Payload> there(ProfileId profile) {
        return OpenStore.reply(store.engine().read(List.of(profile)).get(0)).map(ProfileRecord::payload);
    }
}
