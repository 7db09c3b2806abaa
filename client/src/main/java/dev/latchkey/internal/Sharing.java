package dev.latchkey.internal;

import dev.latchkey.LoadOptions;
import dev.latchkey.Profile;
import dev.latchkey.spi.ProfileId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Sessions that several callers of this server share: the last one to close ends it. Thread-safe. */
final class Sharing<T> {
    /** One caller's part of a shared session. */
    final class Share {
        private final ProfileId id;
        private final Joint<T> joint;
        private final AtomicBoolean givenUp = new AtomicBoolean();

        private Share(ProfileId id, Joint<T> joint) {
            this.id = id;
            this.joint = joint;
        }

        boolean isGivenUp() {
            return givenUp.get();
        }

        /**
         * Gives it up; the last one ends the session before a later load can find it still open.
         *
         * @param last ends the session, not blocking; called again where it was the last before
         * @return whether this was the last share
         */
        boolean giveUp(Runnable last) {
            synchronized (joints) {
                if (givenUp.compareAndSet(false, true)) {
                    joint.users--;
                }
                if (joint.users > 0) {
                    return false;
                }
                last.run();
                joints.remove(id, joint);
                return true;
            }
        }
    }

    private static final class Joint<T> {
        final CompletableFuture<Profile<T>> load;
        int users;

        Joint(CompletableFuture<Profile<T>> load) {
            this.load = load;
        }
    }

    private final Map<ProfileId, Joint<T>> joints = new HashMap<>();

    CompletableFuture<Profile<T>> load(Profiles<T> store, ProfileId id, LoadOptions options) {
        Joint<T> joint;
        synchronized (joints) {
            Joint<T> known = joints.get(id);
            joint = known == null || isOver(known) ? new Joint<>(store.start(id, options)) : known;
            joints.put(id, joint);
            joint.users++;
        }
        Share share = new Share(id, joint);
        CompletableFuture<Profile<T>> mine = new CompletableFuture<>();
        After.either(joint.load, (profile, failure) -> answer(mine, share, profile, failure));
        After.either(mine, (profile, failure) -> {
            if (mine.isCancelled()) {
                boolean unused = share.giveUp(() -> abandon(joint));
            }
        });
        return mine;
    }

    private static boolean isOver(Joint<?> joint) {
        return joint.load.isCompletedExceptionally()
                || (joint.load.getNow(null) instanceof Handle<?> handle
                        && handle.held().leaving.isTaken());
    }

    private void answer(
            CompletableFuture<Profile<T>> mine,
            Share share,
            @Nullable Profile<T> profile,
            @Nullable Throwable failure) {
        if (profile instanceof Handle<T> whole) {
            mine.complete(new Handle<>(whole.held(), share));
        } else {
            boolean unused = share.giveUp(() -> {});
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            mine.completeExceptionally(cause == null ? new IllegalStateException("a load without result") : cause);
        }
    }

    private void abandon(Joint<T> joint) {
        if (!joint.load.cancel(false) && joint.load.getNow(null) instanceof Handle<T> whole) {
            whole.discard();
        }
    }
}
