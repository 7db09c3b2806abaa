package dev.latchkey.internal;

import dev.latchkey.core.JournalCodec;
import dev.latchkey.core.JournalEntry;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.OrphanShelf;
import dev.latchkey.spi.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A local folder for what the store could not take (L10) and for signs of life of this machine's servers (L2).
 * Several processes share one. Thread-safe.
 */
final class Journal {
    private static final Logger LOG = System.getLogger(Journal.class.getName());
    private static final String ENTRIES = ".journal";
    private static final String ORPHAN = ".orphan";
    private static final String SIGN = ".server";
    private static final long PART_BYTES = 16L << 20;

    private final @Nullable Path folder;
    private final List<LockedFile> replaying = new ArrayList<>();
    private @Nullable LockedFile sign;

    private Journal(@Nullable Path folder) {
        this.folder = folder;
    }

    /**
     * @param folder made where it does not exist; null: nothing is kept
     */
    static Journal in(@Nullable Path folder) {
        if (folder != null) {
            try {
                Files.createDirectories(folder);
                // By one name, whatever way it is given: what this process holds is known by path.
                return new Journal(folder.toRealPath());
            } catch (IOException failed) {
                throw new UncheckedIOException(
                        "journal folder cannot be made, choose another folder=" + folder, failed);
            }
        }
        return new Journal(null);
    }

    /** This process runs a server of this id from now on, instead of any former one. */
    synchronized void registered(Id server) {
        if (folder == null) {
            return;
        }
        LockedFile former = sign;
        try {
            sign = LockedFile.create(folder.resolve(server + SIGN));
        } catch (IOException failed) {
            LOG.log(Level.WARNING, "sign of life cannot be written folder=" + folder, failed);
        }
        if (former != null) {
            former.delete();
        }
    }

    /** Servers that ran here and surely run no more: the system has taken their locks (L2). */
    synchronized List<Id> deadServers() {
        List<Id> dead = new ArrayList<>();
        for (Path file : files(SIGN)) {
            LockedFile locked = LockedFile.tryLock(file);
            if (locked != null) {
                addId(file, dead);
                locked.delete();
            }
        }
        return dead;
    }

    private static void addId(Path sign, List<Id> dead) {
        String name = sign.getFileName().toString();
        try {
            dead.add(Id.parse(name.substring(0, name.length() - SIGN.length())));
        } catch (IllegalArgumentException stranger) {
            LOG.log(Level.WARNING, "file is no sign of life and is removed file=" + sign, stranger);
        }
    }

    /** What earlier processes could not store; locked until {@link #replayed}. */
    synchronized List<JournalEntry> unreplayed() {
        List<JournalEntry> entries = new ArrayList<>();
        for (Path file : files(ENTRIES)) {
            LockedFile locked = LockedFile.tryLock(file);
            if (locked != null) {
                read(locked, entries);
            }
        }
        return entries;
    }

    private void read(LockedFile locked, List<JournalEntry> entries) {
        try {
            entries.addAll(JournalCodec.decode(locked.read()));
            replaying.add(locked);
        } catch (IOException | IllegalArgumentException | ArithmeticException broken) {
            LOG.log(Level.ERROR, "journal cannot be read and is set aside file=" + locked.path(), broken);
            locked.setAside();
        }
    }

    /** Everything that {@link #unreplayed} gave is settled in the store. */
    synchronized void replayed() {
        replaying.forEach(LockedFile::delete);
        replaying.clear();
    }

    /**
     * Writes down what the store could not take, durably.
     *
     * @return where, for people
     */
    synchronized String write(List<JournalEntry> entries) {
        if (folder == null) {
            LOG.log(Level.ERROR, "unsaved data is lost, there is no journal folder entries=" + entries.size());
            return "nowhere: there is no journal folder, set one by withJournal";
        }
        int written = 0;
        for (List<JournalEntry> part : parts(entries)) {
            Path file = folder.resolve(new RandomIds().get() + ENTRIES);
            try {
                LockedFile.writeDurably(file, JournalCodec.encode(part));
                written += part.size();
            } catch (IOException failed) {
                LOG.log(Level.ERROR, "unsaved data is lost, the journal cannot be written file=" + file, failed);
            }
        }
        return written == entries.size()
                ? folder.toString()
                : "in part: entries=" + entries.size() + " written=" + written + " folder=" + folder;
    }

    /** Cut so that no file needs much memory: a machine in trouble may have little. */
    private static List<List<JournalEntry>> parts(List<JournalEntry> entries) {
        List<List<JournalEntry>> parts = new ArrayList<>();
        List<JournalEntry> part = new ArrayList<>();
        long bytes = 0;
        for (JournalEntry entry : entries) {
            part.add(entry);
            bytes += entry.payloadBytes();
            if (bytes > PART_BYTES) {
                parts.add(part);
                part = new ArrayList<>();
                bytes = 0;
            }
        }
        if (!part.isEmpty()) {
            parts.add(part);
        }
        return parts;
    }

    /** Keeps orphans as files, for an engine without a shelf (S9). The same orphan twice is one file. */
    synchronized Outcome<Boolean> keep(List<OrphanShelf.Orphan> orphans) {
        if (folder == null) {
            LOG.log(Level.ERROR, "orphans are lost, there is neither shelf nor journal orphans=" + orphans.size());
            return Outcome.done(false);
        }
        try {
            for (OrphanShelf.Orphan orphan : orphans) {
                LockedFile.writeDurably(
                        folder.resolve(orphan.write() + ORPHAN),
                        JournalCodec.encode(List.of(new JournalEntry.Unshelved(orphan))));
            }
            return Outcome.done(true);
        } catch (IOException failed) {
            return Outcome.unknown("orphan file cannot be written folder=" + folder, failed);
        }
    }

    private List<Path> files(String ending) {
        if (folder == null) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException failed) {
            throw new UncheckedIOException("journal folder cannot be read folder=" + folder, failed);
        }
    }

    /** Gives up the locks; a journal that is not replayed stays for the next start. */
    synchronized void close() {
        replaying.forEach(LockedFile::close);
        replaying.clear();
        if (sign != null) {
            sign.delete();
            sign = null;
        }
    }
}
