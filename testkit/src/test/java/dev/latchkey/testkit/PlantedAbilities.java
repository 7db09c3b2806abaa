package dev.latchkey.testkit;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Delivery;
import dev.latchkey.spi.Edit;
import dev.latchkey.spi.Effects;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Housekeeping;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.RenewReply;
import dev.latchkey.spi.Renewal;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.Write;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Engines with one mistake each in what is no decision of the rules, and the contract's tests that must find it. */
final class PlantedAbilities {
    private PlantedAbilities() {}

    /** An engine that does all as the one inside does. */
    private static class Right extends FaultyFullEngine {
        Right(StorageEngine inner) {
            super(inner, new FaultPlan());
        }

        final @Nullable Id owner(ProfileId profile) {
            return EngineStage.reply(read(List.of(profile)).get(0))
                    .map(ProfileRecord::head)
                    .map(Head::owner)
                    .orElse(null);
        }
    }

    static List<Planted> mailAndItems() {
        return List.of(
                new Planted(
                        "letters of refused commits are sent", List.of("m9", "m12", "m15"), inner -> new Right(inner) {
                            @Override
                            public List<Outcome<CommitReply>> commit(List<Commit> commits) {
                                List<Outcome<CommitReply>> outcomes = super.commit(commits);
                                for (int i = 0; i < commits.size(); i++) {
                                    if (outcomes.get(i) instanceof Outcome.Done<CommitReply>(CommitReply reply)
                                            && !(reply instanceof CommitReply.Applied)) {
                                        post(letters(commits.get(i)));
                                    }
                                }
                                return outcomes;
                            }
                        }),
                new Planted("whoever had the receiver is told", List.of("m28"), inner -> new Right(inner) {
                    @Override
                    public List<Outcome<CommitReply>> commit(List<Commit> commits) {
                        List<CommitReply.Notice> notices = new ArrayList<>();
                        for (Letter letter : commits.stream()
                                .flatMap(each -> letters(each).stream())
                                .toList()) {
                            Id owner = owner(letter.to());
                            if (owner != null) {
                                notices.add(new CommitReply.Notice(letter.to(), owner));
                            }
                        }
                        return super.commit(commits).stream()
                                .map(outcome -> outcome instanceof Outcome.Done<CommitReply>(CommitReply reply)
                                                && reply instanceof CommitReply.Applied applied
                                        ? Outcome.<CommitReply>done(new CommitReply.Applied(applied.written(), notices))
                                        : outcome)
                                .toList();
                    }
                }),
                new Planted("read in the order of ids", List.of("m5", "m23"), inner -> new Right(inner) {
                    @Override
                    public List<Outcome<List<Delivery>>> fetch(List<Fetch> fetches) {
                        return super.fetch(fetches).stream()
                                .map(outcome -> outcome instanceof Outcome.Done<List<Delivery>>(List<Delivery> all)
                                        ? Outcome.done(all.stream()
                                                .sorted(Comparator.comparing(
                                                        each -> each.letter().id()))
                                                .toList())
                                        : outcome)
                                .toList();
                    }
                }),
                new Planted("letters do not expire", List.of("m18", "m19", "k6"), inner -> new Right(inner) {
                    @Override
                    public List<Outcome<Posted>> post(List<Letter> letters) {
                        return super.post(letters.stream()
                                .map(PlantedAbilities::withoutEnd)
                                .toList());
                    }
                }),
                new Planted("a grant brings no mail", List.of("m19", "m28", "m29"), inner -> new Right(inner) {
                    @Override
                    public List<Outcome<OpenReply>> open(List<Open> opens) {
                        return super.open(opens).stream()
                                .map(outcome -> outcome instanceof Outcome.Done<OpenReply>(OpenReply reply)
                                                && reply instanceof OpenReply.Granted granted
                                        ? Outcome.<OpenReply>done(granted.with(List.of()))
                                        : outcome)
                                .toList();
                    }
                }),
                new Planted("a renewal names mailboxes once", List.of("m30", "m31"), inner -> new Right(inner) {
                    private final Set<ProfileId> named = ConcurrentHashMap.newKeySet();

                    @Override
                    public Outcome<RenewReply> renew(Renewal renewal) {
                        return super.renew(renewal) instanceof Outcome.Done<RenewReply>(RenewReply reply)
                                        && reply instanceof RenewReply.Renewed renewed
                                ? Outcome.done(new RenewReply.Renewed(
                                        renewed.beat(),
                                        renewed.wanted(),
                                        renewed.taken(),
                                        renewed.mail().stream()
                                                .filter(named::add)
                                                .toList()))
                                : super.renew(renewal);
                    }
                }),
                new Planted("indexed whatever was read", List.of("u10"), inner -> new Right(inner) {
                    @Override
                    public Outcome<Indexed> index(ProfileId profile, long token, long version, List<String> ids) {
                        Head head = EngineStage.reply(read(List.of(profile)).get(0))
                                .map(ProfileRecord::head)
                                .orElse(Head.EMPTY);
                        return super.index(profile, head.token(), head.version(), ids);
                    }
                }));
    }

    private static Letter withoutEnd(Letter letter) {
        return new Letter(
                letter.to(),
                letter.id(),
                letter.type(),
                letter.content(),
                letter.from(),
                letter.items(),
                null,
                letter.room(),
                letter.undeliverable());
    }

    private static List<Letter> letters(Commit commit) {
        return commit.writes().stream()
                .flatMap(write -> write.effects().sent().stream())
                .toList();
    }

    static List<Planted> history() {
        return List.of(
                keeping("every state is kept", List.of("h3", "h5"), write -> Occasion.PACE),
                keeping("no state is kept", List.of("h1", "h2", "h6", "h7", "h8", "k1"), write -> null),
                keeping(
                        "a release keeps nothing",
                        List.of("h2"),
                        write -> write.after() instanceof Write.Release
                                ? null
                                : write.effects().keep()),
                new Planted("the oldest first", List.of("h2", "h6"), inner -> new Right(inner) {
                    @Override
                    public Outcome<List<Revision>> revisions(ProfileId profile, @Nullable Long before, int limit) {
                        return super.revisions(profile, before, limit) instanceof Outcome.Done<List<Revision>> done
                                ? Outcome.done(done.reply().reversed())
                                : super.revisions(profile, before, limit);
                    }
                }),
                new Planted("an erase leaves the history", List.of("h9"), inner -> new Right(inner) {
                    private final Map<ProfileId, List<Revision>> erased = new ConcurrentHashMap<>();

                    @Override
                    public List<Outcome<Edit.Edited>> edit(List<Edit> edits) {
                        for (Edit edit : edits) {
                            if (edit.payload() == null
                                    && super.revisions(edit.profile(), null, 9)
                                            instanceof Outcome.Done<List<Revision>> done) {
                                erased.put(edit.profile(), done.reply());
                            }
                        }
                        return super.edit(edits);
                    }

                    @Override
                    public Outcome<List<Revision>> revisions(ProfileId profile, @Nullable Long before, int limit) {
                        return Optional.ofNullable(erased.get(profile))
                                .map(Outcome::done)
                                .orElseGet(() -> super.revisions(profile, before, limit));
                    }
                }));
    }

    private static Planted keeping(String mistake, List<String> foundBy, Function<Write, @Nullable Occasion> occasion) {
        return new Planted(mistake, foundBy, inner -> new Right(inner) {
            @Override
            public List<Outcome<CommitReply>> commit(List<Commit> commits) {
                return super.commit(commits.stream()
                        .map(commit -> new Commit(
                                commit.write(),
                                commit.server(),
                                commit.writes().stream()
                                        .map(write -> keepFor(write, occasion.apply(write)))
                                        .toList()))
                        .toList());
            }
        });
    }

    private static Write keepFor(Write write, @Nullable Occasion occasion) {
        Effects effects = write.effects();
        return new Write(
                write.profile(),
                write.fence(),
                write.payload(),
                write.after(),
                new Effects(
                        effects.settled(),
                        effects.sent(),
                        effects.gained(),
                        effects.dropped(),
                        occasion,
                        effects.tags()));
    }

    static List<Planted> housekeeping() {
        return List.of(
                sweeping(
                        "sweeps all at once",
                        List.of("k7", "k8"),
                        asked -> new Housekeeping.Retention(
                                asked.revisions(), asked.letters(), asked.moves(), asked.audit(), Integer.MAX_VALUE)),
                sweeping(
                        "ids of letters for a week at most",
                        List.of("k2"),
                        asked -> new Housekeeping.Retention(
                                asked.revisions(),
                                Housekeeping.Retention.LEAST_LETTERS,
                                asked.moves(),
                                asked.audit(),
                                asked.most())),
                sweeping(
                        "revisions as long as moves and moves as long as revisions",
                        List.of("k1", "k5"),
                        asked -> new Housekeeping.Retention(
                                asked.moves(), asked.letters(), asked.revisions(), asked.audit(), asked.most())),
                sweeping(
                        "the audit for a week",
                        List.of("k7", "k8"),
                        asked -> new Housekeeping.Retention(
                                asked.revisions(),
                                asked.letters(),
                                asked.moves(),
                                Housekeeping.Retention.LEAST_LETTERS,
                                asked.most())));
    }

    private static Planted sweeping(
            String mistake, List<String> foundBy, Function<Housekeeping.Retention, Housekeeping.Retention> retention) {
        return new Planted(mistake, foundBy, inner -> new Right(inner) {
            @Override
            public Outcome<Swept> sweep(Retention asked) {
                return super.sweep(retention.apply(asked));
            }
        });
    }
}
