package dev.latchkey.internal;

import dev.latchkey.DocumentLockedException;
import dev.latchkey.Documents;
import dev.latchkey.LoadOptions;
import dev.latchkey.Profile;
import dev.latchkey.Ref;
import dev.latchkey.ShuttingDownException;
import dev.latchkey.UpdateConflictException;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Edit;
import dev.latchkey.spi.Effects;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Write;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The documents of one store (decisions 12 and 17). Thread-safe. */
final class DocumentStore<T> implements Documents<T> {
    private static final int TURNS = 64;

    private final Aside aside;
    private final String name;
    private final Data<T> data;
    private final Unlocked unlocked;
    /** The same records, as sessions see them. */
    private final Profiles<T> sessions;
    /** Callers on this server take turns, lest they refuse each other's writes. Nothing but speed depends on it. */
    private final List<ReentrantLock> turns =
            Stream.generate(ReentrantLock::new).limit(TURNS).toList();

    DocumentStore(Aside aside, String name, Data<T> data, Profiles<T> sessions) {
        this.aside = aside;
        this.name = name;
        this.data = data;
        this.sessions = sessions;
        unlocked = new Unlocked(aside);
    }

    /**
     * A document as it was last seen, from which a write can be made: by an update, or as part of a transaction.
     *
     * @param kept when a state was last kept in the history, null for never
     * @param remembered whether it may be out of date
     */
    record Seen<T>(
            ProfileId id,
            Fence fence,
            @Nullable Payload payload,
            @Nullable Long kept,
            boolean remembered,
            Loaded<T> loaded) {}

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<T> get(String key) {
        ProfileId id = new ProfileId(name, key);
        return aside.direct()
                .read(id, aside.patience())
                .map(ProfileRecord::payload)
                .map(payload -> data.read(id, payload).value());
    }

    /**
     * As it is in the store right now.
     *
     * @throws DocumentLockedException at once, if a live server has locked it
     */
    Seen<T> look(ProfileId id, Patience patience) {
        Optional<ProfileRecord> found = unlocked.read(id, patience);
        Long kept = aside.recent().get(id).map(Recent.Known::kept).orElse(null);
        Fence fence = found.map(record -> Fence.of(record.head())).orElse(Fence.NONE);
        Payload payload = found.map(ProfileRecord::payload).orElse(null);
        aside.recent().put(id, new Recent.Known(fence, payload, kept));
        return new Seen<>(id, fence, payload, kept, false, data.read(id, payload));
    }

    private Seen<T> recall(ProfileId id, Patience patience) {
        Recent.Known known = aside.recent().get(id).orElse(null);
        return known == null
                ? look(id, patience)
                : new Seen<>(id, known.fence(), known.payload(), known.kept(), true, data.read(id, known.payload()));
    }

    /** The bytes of a new value. */
    Payload payload(Seen<T> seen, T next) {
        return data.write(seen.id(), next, seen.loaded().origin());
    }

    /**
     * What puts a new value in the place of what was seen.
     *
     * @param payload null where the value stays as it is
     */
    Write write(Seen<T> seen, @Nullable Payload payload, List<Letter> letters) {
        boolean keeps = payload != null && seen.payload() != null && aside.isDue(seen.kept());
        Effects effects = keeps || !letters.isEmpty()
                ? new Effects(List.of(), letters, List.of(), List.of(), keeps ? Occasion.PACE : null)
                : Effects.NONE;
        return new Write(seen.id(), seen.fence(), payload, new Write.Keep(), effects);
    }

    /** The write is stored: the next one needs no reading. */
    void stored(Seen<T> seen, Write write, long token, long version) {
        Long kept = write.effects().keep() == null ? seen.kept() : Long.valueOf(aside.now());
        Fence fence = new Fence(token, seen.fence().claim(), version);
        Payload payload = write.payload() == null ? seen.payload() : write.payload();
        aside.recent().put(seen.id(), new Recent.Known(fence, payload, kept));
    }

    Aside aside() {
        return aside;
    }

    @Override
    public Ref<T> ref(String key) {
        return new Ref<>(this, new ProfileId(name, key));
    }

    @Override
    public Optional<T> update(String key, Function<? super T, ? extends @Nullable T> change) {
        ProfileId id = new ProfileId(name, key);
        Patience patience = aside.patience();
        return unlocked(id, patience, () -> inTurn(id, () -> update(id, change, patience)));
    }

    /** Does something with a document as soon as it is not locked. */
    private <R> R unlocked(ProfileId id, Patience patience, Supplier<R> work) {
        while (true) {
            try {
                return work.get();
            } catch (DocumentLockedException locked) {
                checkOpen(id);
                if (!locked.document().equals(id)
                        || !patience.pause(aside.serverId().low())) {
                    throw locked;
                }
            }
        }
    }

    @Override
    public Profile<T> lock(String key, UnaryOperator<LoadOptions> options) {
        return sessions.load(key, options);
    }

    @Override
    public CompletableFuture<Profile<T>> lockAsync(String key, UnaryOperator<LoadOptions> options) {
        return sessions.loadAsync(key, options);
    }

    private Optional<T> update(ProfileId id, Function<? super T, ? extends @Nullable T> change, Patience patience) {
        Seen<T> seen = recall(id, patience);
        for (int tries = 1; ; tries++) {
            checkOpen(id);
            Changed<T> changed = changed(seen, change, patience);
            if (changed == null) {
                Seen<T> newest = seen.remembered() ? look(id, patience) : seen;
                if (newest.fence().equals(seen.fence())) {
                    return Optional.empty();
                }
                seen = newest;
                continue;
            }
            switch (aside.direct().write(changed.write(), patience)) {
                case Direct.Stored(CommitReply.Written newest) -> {
                    if (newest == null) {
                        aside.recent().forget(id);
                    } else {
                        stored(seen, changed.write(), newest.token(), newest.version());
                    }
                    return Optional.of(changed.value());
                }
                case Direct.Rejected(CommitReply.Rejected reply) -> {
                    aside.recent().forget(id);
                    throw Failures.rejected(id, reply.reason(), reply.offence());
                }
                case Direct.Moved moved -> {
                    giveUpWhereOver(id, patience, tries);
                    seen = look(id, patience);
                }
            }
        }
    }

    /** The first time it goes on at once. */
    private void giveUpWhereOver(ProfileId id, Patience patience, int tries) {
        boolean goesOn = tries == 1
                ? !patience.isOver()
                : patience.pause(aside.direct().newId().low());
        if (!goesOn) {
            throw new UpdateConflictException(
                    "others were faster each time, nothing was changed document=" + id + " tries=" + tries, null);
        }
    }

    private record Changed<T>(T value, Write write) {}

    /** What is to be written, null for nothing. What the game throws counts only where what it saw is the newest. */
    private @Nullable Changed<T> changed(
            Seen<T> seen, Function<? super T, ? extends @Nullable T> change, Patience patience) {
        try {
            T next = change.apply(seen.loaded().value());
            return next == null ? null : new Changed<>(next, write(seen, payload(seen, next), List.of()));
        } catch (RuntimeException | Error thrown) {
            if (seen.remembered() && !look(seen.id(), patience).fence().equals(seen.fence())) {
                return null;
            }
            throw thrown;
        }
    }

    private void checkOpen(ProfileId id) {
        if (aside.isClosing()) {
            throw new ShuttingDownException("this server is being closed document=" + id, null);
        }
    }

    private <R> R inTurn(ProfileId id, Supplier<R> work) {
        ReentrantLock turn = turns.get(Math.floorMod(id.hashCode() * 0x9E3779B9, TURNS));
        boolean mine = false;
        try {
            // Not for ever: a change that updates other documents might wait for one that waits for it.
            mine = turn.tryLock(1, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        try {
            return work.get();
        } finally {
            if (mine) {
                turn.unlock();
            }
        }
    }

    @Override
    public boolean erase(String key) {
        ProfileId id = new ProfileId(name, key);
        Patience patience = aside.patience();
        return unlocked(id, patience, () -> erase(id, patience));
    }

    private boolean erase(ProfileId id, Patience patience) {
        checkOpen(id);
        for (int tries = 1; ; tries++) {
            Optional<ProfileRecord> found = unlocked.read(id, patience);
            aside.recent().forget(id);
            Fence fence = found.map(record -> Fence.of(record.head())).orElse(Fence.NONE);
            if (found.map(ProfileRecord::payload).isEmpty()) {
                return false;
            }
            Edit edit = new Edit(id, aside.direct().newId(), fence.token(), fence.version(), null, aside.name());
            if (aside.direct().edit(edit, patience)) {
                return true;
            }
            giveUpWhereOver(id, patience, tries);
        }
    }

    @Override
    public CompletableFuture<Optional<T>> getAsync(String key) {
        return aside.run(() -> get(key));
    }

    @Override
    public CompletableFuture<Optional<T>> updateAsync(String key, Function<? super T, ? extends @Nullable T> change) {
        return aside.run(() -> update(key, change));
    }

    @Override
    public CompletableFuture<Boolean> eraseAsync(String key) {
        return aside.run(() -> erase(key));
    }
}
