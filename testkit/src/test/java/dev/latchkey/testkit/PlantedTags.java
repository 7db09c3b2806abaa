package dev.latchkey.testkit;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Edit;
import dev.latchkey.spi.Effects;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.Write;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** Engines with one mistake each in what they do with tags, and the contract's tests that must find it. */
final class PlantedTags {
    private PlantedTags() {}

    /** An engine that does all as the one inside does, and remembers which tags it was given. */
    private static class Right extends FaultyFullEngine {
        final Map<ProfileId, Map<String, String>> given = new ConcurrentHashMap<>();

        Right(StorageEngine inner) {
            super(inner, new FaultPlan());
        }

        /** Remembers the tags of each write, whether or not it applies. */
        final void remember(List<Commit> commits) {
            for (Commit commit : commits) {
                for (Write write : commit.writes()) {
                    Map<String, String> tags = write.effects().tags();
                    if (tags != null) {
                        given.put(write.profile(), tags);
                    }
                }
            }
        }
    }

    static List<Planted> all() {
        return List.of(
                setting("tags are added to those before", List.of("g1"), (before, asked) -> {
                    Map<String, String> both = new HashMap<>(before);
                    both.putAll(asked);
                    return both;
                }),
                setting(
                        "the first tags stay",
                        List.of("g1", "g3"),
                        (before, asked) -> before.isEmpty() ? asked : before),
                new Planted("no tags take the place of those before", List.of("g2"), engine -> new Right(engine) {
                    @Override
                    public List<Outcome<CommitReply>> commit(List<Commit> commits) {
                        return super.commit(changed(
                                commits,
                                write -> write.effects().isNone()
                                        ? Map.of()
                                        : write.effects().tags()));
                    }
                }),
                new Planted("refused commits set tags", List.of("g3", "g4"), engine -> new Right(engine) {
                    @Override
                    public List<Outcome<CommitReply>> commit(List<Commit> commits) {
                        remember(commits);
                        return super.commit(commits);
                    }

                    @Override
                    public Outcome<Map<String, String>> tags(ProfileId profile) {
                        Map<String, String> tags = given.get(profile);
                        return tags == null ? super.tags(profile) : Outcome.done(tags);
                    }
                }),
                new Planted("found in the order in reverse", List.of("g5"), engine -> new Right(engine) {
                    @Override
                    public Outcome<List<ProfileId>> tagged(
                            String store, String name, String value, @Nullable String after, int limit) {
                        return super.tagged(store, name, value, after, limit)
                                        instanceof Outcome.Done<List<ProfileId>> done
                                ? Outcome.done(done.reply().reversed())
                                : super.tagged(store, name, value, after, limit);
                    }
                }),
                new Planted("pages begin with the last one again", List.of("g5"), engine -> new Right(engine) {
                    @Override
                    public Outcome<List<ProfileId>> tagged(
                            String store, String name, String value, @Nullable String after, int limit) {
                        return super.tagged(store, name, value, after == null ? null : shorter(after), limit);
                    }
                }),
                new Planted("an erase leaves the tags", List.of("g6"), engine -> new Right(engine) {
                    @Override
                    public List<Outcome<CommitReply>> commit(List<Commit> commits) {
                        remember(commits);
                        return super.commit(commits);
                    }

                    @Override
                    public List<Outcome<Edit.Edited>> edit(List<Edit> edits) {
                        edits.forEach(edit -> erased.add(edit.profile()));
                        return super.edit(edits);
                    }

                    private final Set<ProfileId> erased = ConcurrentHashMap.newKeySet();

                    @Override
                    public Outcome<Map<String, String>> tags(ProfileId profile) {
                        Map<String, String> tags = given.get(profile);
                        return tags == null || !erased.contains(profile) ? super.tags(profile) : Outcome.done(tags);
                    }
                }));
    }

    private static String shorter(String key) {
        return key.length() < 2 ? "A" : key.substring(0, key.length() - 1);
    }

    private interface Tagging {
        @Nullable
        Map<String, String> of(Write write);
    }

    /** What comes of the tags before and those asked for. */
    private static Planted setting(String mistake, List<String> foundBy, BinaryOperator<Map<String, String>> wrong) {
        return new Planted(mistake, foundBy, engine -> new Right(engine) {
            @Override
            public List<Outcome<CommitReply>> commit(List<Commit> commits) {
                return super.commit(changed(commits, write -> {
                    Map<String, String> asked = write.effects().tags();
                    return asked == null ? null : wrong.apply(EngineStage.reply(tags(write.profile())), asked);
                }));
            }
        });
    }

    private static List<Commit> changed(List<Commit> commits, Tagging tagging) {
        return commits.stream()
                .map(commit -> new Commit(
                        commit.write(),
                        commit.server(),
                        commit.writes().stream()
                                .map(write -> with(write, tagging.of(write)))
                                .toList()))
                .toList();
    }

    private static Write with(Write write, @Nullable Map<String, String> tags) {
        Effects effects = write.effects().with(tags);
        return new Write(write.profile(), write.fence(), write.payload(), write.after(), effects);
    }
}
