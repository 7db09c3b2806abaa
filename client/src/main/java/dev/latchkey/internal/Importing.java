package dev.latchkey.internal;

import dev.latchkey.ImportOptions;
import dev.latchkey.ImportReport;
import dev.latchkey.LatchkeyException;
import dev.latchkey.ShuttingDownException;
import dev.latchkey.StoreAwayException;
import dev.latchkey.spi.Effects;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.History;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Write;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads in lines that {@link Exporting} wrote: first checks them all, then writes them. For one thread. */
final class Importing {
    private final Aside aside;
    private final ImportOptions options;
    private final @Nullable String store;
    private final @Nullable Data<?> data;
    private final List<ImportReport.Problem> problems = new ArrayList<>();
    private long written;
    private long failed;
    private boolean writing;
    private boolean away;

    /**
     * @param store lines must be of this one, null for any
     * @param data what must be able to read them, null for nobody
     */
    Importing(Aside aside, ImportOptions options, @Nullable String store, @Nullable Data<?> data) {
        this.aside = aside;
        this.options = options;
        this.store = store;
        this.data = data;
    }

    private record Line(ProfileId profile, Payload payload) {}

    /** Does something with a line; an exception is its problem. */
    private interface Step {
        void take(Line line);
    }

    ImportReport run(Path file) {
        Set<ProfileId> seen = new HashSet<>();
        long lines = each(file, line -> check(line, seen));
        if (failed == 0) {
            writing = true;
            long unused = each(file, this::write);
        }
        return new ImportReport(lines, written, failed, problems);
    }

    /** How many lines there are. */
    private long each(Path file, Step step) {
        long number = 0;
        long lines = 0;
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                number++;
                if (!text.isBlank()) {
                    lines++;
                    take(number, text, step);
                }
            }
            return lines;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the file cannot be read after line " + number + ": " + file, unreadable);
        }
    }

    private void take(long number, String text, Step step) {
        if (away) {
            failed++;
            return;
        }
        try {
            step.take(parse(text));
        } catch (StoreAwayException | ShuttingDownException ended) {
            if (!writing) {
                throw ended;
            }
            away = true;
            problem(number, ended.getMessage() + "; neither are the lines that follow");
        } catch (IllegalArgumentException | LatchkeyException bad) {
            problem(number, String.valueOf(bad.getMessage()));
        }
    }

    private void problem(long line, String problem) {
        failed++;
        if (problems.size() < ImportReport.MAX_PROBLEMS) {
            problems.add(new ImportReport.Problem(line, problem));
        }
    }

    private static Line parse(String text) {
        Map<String, String> members = JsonLine.members(text);
        ProfileId profile = new ProfileId(string(members, "store"), string(members, "key"));
        String codec = string(members, "codec");
        int schema = schema(required(members, "schema"));
        String json = members.get("data");
        if (json != null) {
            return new Line(profile, new Payload(json.getBytes(StandardCharsets.UTF_8), codec, schema, true));
        }
        if (members.containsKey("text")) {
            byte[] bytes = string(members, "text").getBytes(StandardCharsets.UTF_8);
            return new Line(profile, new Payload(bytes, codec, schema, true));
        }
        byte[] bytes = Base64.getDecoder().decode(string(members, "base64"));
        return new Line(profile, new Payload(bytes, codec, schema, false));
    }

    private static int schema(String number) {
        if (!number.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("schema is no number from 0 on: " + number);
        }
        return Integer.parseInt(number);
    }

    private static String string(Map<String, String> members, String name) {
        String raw = required(members, name);
        if (!raw.startsWith("\"")) {
            throw new IllegalArgumentException(name + " is no string");
        }
        return JsonLine.unquote(raw);
    }

    private static String required(Map<String, String> members, String name) {
        String raw = members.get(name);
        if (raw == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return raw;
    }

    private void check(Line line, Set<ProfileId> seen) {
        ProfileId profile = line.profile();
        if (store != null && !profile.store().equals(store)) {
            throw new IllegalArgumentException("it is of another store profile=" + profile + " this=" + store);
        }
        if (!seen.add(profile)) {
            throw new IllegalArgumentException("an earlier line has the same profile=" + profile);
        }
        if (line.payload().size() > aside.options().maxPayload()) {
            throw new IllegalArgumentException("it is too large profile=" + profile + " bytes="
                    + line.payload().size() + " limit=" + aside.options().maxPayload());
        }
        if (data != null) {
            Set<String> unused = items(data, profile, line.payload());
            Map<String, String> unusedTags = tags(data, profile, line.payload());
        }
        Fence unusedFence =
                free(profile, aside.direct().read(profile, aside.patience()).orElse(null));
    }

    private static <T> Set<String> items(Data<T> data, ProfileId profile, Payload payload) {
        return data.itemsOf(profile, data.read(profile, payload).value());
    }

    private static <T> @Nullable Map<String, String> tags(Data<T> data, ProfileId profile, Payload payload) {
        return data.tagsOf(profile, data.read(profile, payload).value());
    }

    /** What gives way may be unreadable: then nobody knows its items, and the index keeps them. */
    private static Set<String> itemsBefore(Data<?> data, ProfileId profile, @Nullable Payload payload) {
        try {
            return payload == null ? Set.of() : items(data, profile, payload);
        } catch (LatchkeyException broken) {
            return Set.of();
        }
    }

    private Fence free(ProfileId profile, @Nullable ProfileRecord found) {
        if (found == null) {
            return Fence.NONE;
        }
        Head head = found.head();
        Id owner = head.owner();
        if (owner != null) {
            throw new IllegalArgumentException("a session has the profile, close or unlock it first profile=" + profile
                    + " owner=" + aside.direct().nameOf(owner) + " ownerId=" + owner);
        }
        if (found.payload() != null && !options.overwrite()) {
            throw new IllegalArgumentException("the profile is there already profile=" + profile);
        }
        return Fence.of(head);
    }

    private void write(Line line) {
        ProfileId profile = line.profile();
        Patience patience = aside.patience();
        ProfileRecord found = aside.direct().read(profile, patience).orElse(null);
        Payload before = found == null ? null : found.payload();
        Write write = new Write(
                profile,
                free(profile, found),
                line.payload(),
                new Write.Keep(),
                effects(profile, before, line.payload()));
        switch (aside.direct().write(write, patience)) {
            case Direct.Stored stored -> written++;
            case Direct.Moved moved ->
                throw new IllegalArgumentException("somebody else wrote the profile meanwhile profile=" + profile);
            case Direct.Rejected rejected ->
                throw new IllegalArgumentException("the store does not take it profile=" + profile + " reason="
                        + rejected.reply().reason());
        }
    }

    private Effects effects(ProfileId profile, @Nullable Payload before, Payload after) {
        Occasion keep = before != null && aside.direct().engine() instanceof History ? Occasion.EDIT : null;
        if (data == null) {
            return new Effects(List.of(), List.of(), List.of(), List.of(), keep);
        }
        Set<String> had = new TreeSet<>(itemsBefore(data, profile, before));
        Set<String> has = new TreeSet<>(items(data, profile, after));
        Set<String> gone = new TreeSet<>(had);
        gone.removeAll(has);
        has.removeAll(had);
        return new Effects(List.of(), List.of(), List.copyOf(has), List.copyOf(gone), keep, tags(data, profile, after));
    }
}
