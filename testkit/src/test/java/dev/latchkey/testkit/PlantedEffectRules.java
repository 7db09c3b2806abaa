package dev.latchkey.testkit;

import dev.latchkey.spi.EffectRules;
import dev.latchkey.spi.Effects;
import dev.latchkey.spi.Holding;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Offence;
import dev.latchkey.spi.Place;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.RecordRules;
import dev.latchkey.spi.Settlement;
import dev.latchkey.spi.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Rules for mail and unique items with one mistake each, and the contract's tests that must find it. */
final class PlantedEffectRules {
    private PlantedEffectRules() {}

    static List<Planted> mail() {
        return List.of(
                new Planted("settled ids are forgotten", List.of("m3", "m14", "m25", "k2"), new EffectRules() {
                    @Override
                    protected boolean isRepeated(Letter letter, Found found) {
                        return found.waiting(letter.to(), letter.id()) != null;
                    }
                }),
                new Planted("settles what does not wait", List.of("m12", "m13", "m15"), new EffectRules() {
                    @Override
                    protected boolean needsWaiting() {
                        return false;
                    }
                }),
                new Planted("a letter that died cannot be settled", List.of("m33"), new Blind() {
                    @Override
                    public @Nullable Letter dead(ProfileId mailbox, String letter) {
                        return null;
                    }
                }),
                new Planted("settles a letter twice", List.of("m13"), new Changed(PlantedEffectRules::settledOnce)),
                new Planted("no mailbox is full", List.of("m7", "m16"), new Blind() {
                    @Override
                    public int waiting(ProfileId mailbox) {
                        return 0;
                    }
                }),
                new Planted("letters that expired take room", List.of("m34"), new Blind() {
                    @Override
                    public int expired(ProfileId mailbox) {
                        return 0;
                    }
                }),
                new Planted("a letter that expired makes room twice", List.of("m34"), new Blind() {
                    @Override
                    public @Nullable Letter waiting(ProfileId mailbox, String letter) {
                        Letter waiting = super.waiting(mailbox, letter);
                        return waiting == null ? dead(mailbox, letter) : waiting;
                    }
                }),
                new Planted("what is settled makes no room", List.of("m17"), new EffectRules() {
                    @Override
                    public Decision decide(List<Write> writes, Found found) {
                        Decision decision = super.decide(writes, found);
                        return decision instanceof Plan
                                ? super.decide(
                                        writes.stream()
                                                .map(write -> with(
                                                        write,
                                                        List.of(),
                                                        write.effects().sent()))
                                                .toList(),
                                        found)
                                : decision;
                    }
                }),
                new Planted("a letter without room is dropped", List.of("m16"), new EffectRules() {
                    @Override
                    public Decision decide(List<Write> writes, Found found) {
                        Decision decision = super.decide(writes, found);
                        return decision instanceof Refusal refusal
                                        && refusal.reply().offence() instanceof Offence.MailboxFull full
                                ? decide(without(writes, full), found)
                                : decision;
                    }
                }),
                new Planted("sent backwards", List.of("m5"), new EffectRules() {
                    @Override
                    public Decision decide(List<Write> writes, Found found) {
                        return super.decide(writes, found) instanceof Plan plan
                                ? new Plan(plan.delivered().reversed(), plan.placed())
                                : super.decide(writes, found);
                    }
                }),
                new Planted("an erase forgets the ids of letters", List.of("m25", "k4"), new RecordRules() {
                    @Override
                    public boolean remembersLetters() {
                        return false;
                    }
                }));
    }

    static List<Planted> items() {
        return List.of(
                new Planted("items have many holders", List.of("u3", "u6", "u8", "u16"), new EffectRules() {
                    @Override
                    protected boolean isUnique() {
                        return false;
                    }
                }),
                new Planted("a discarded letter keeps its items", List.of("u18"), new EffectRules() {
                    @Override
                    public boolean freesDiscarded() {
                        return false;
                    }
                }),
                new Planted("what is in letters has no holder", List.of("u14", "u16"), new Blind() {
                    @Override
                    public @Nullable Holding holding(String item) {
                        Holding holding = super.holding(item);
                        return holding != null && holding.place() instanceof Place.InTransit ? null : holding;
                    }
                }),
                new Planted("each write of a group for itself", List.of("u5", "u6"), new EffectRules() {
                    @Override
                    public Decision decide(List<Write> writes, Found found) {
                        List<Letter> delivered = new ArrayList<>();
                        Map<String, @Nullable Place> placed = new LinkedHashMap<>();
                        for (Write write : writes) {
                            switch (super.decide(List.of(write), found)) {
                                case Refusal refusal -> {
                                    return refusal;
                                }
                                case Plan plan -> {
                                    delivered.addAll(plan.delivered());
                                    placed.putAll(plan.placed());
                                }
                            }
                        }
                        return new Plan(delivered, placed);
                    }
                }),
                new Planted("dropped items keep their holder", List.of("u2", "u15"), new EffectRules() {
                    @Override
                    public Decision decide(List<Write> writes, Found found) {
                        if (super.decide(writes, found) instanceof Plan plan) {
                            plan.placed().values().removeIf(Objects::isNull);
                            return plan;
                        }
                        return super.decide(writes, found);
                    }
                }),
                new Planted(
                        "a letter that failed loses its items",
                        List.of("u18"),
                        new Changed(write -> with(
                                write,
                                write.effects().settled().stream()
                                        .map(each -> Settlement.done(each.letter()))
                                        .toList(),
                                write.effects().sent()))),
                new Planted("a letter passed over takes its items", List.of("u17"), new EffectRules() {
                    @Override
                    public Decision decide(List<Write> writes, Found found) {
                        return super.decide(
                                writes.stream()
                                        .map(write -> with(
                                                write,
                                                write.effects().settled(),
                                                write.effects().sent().stream()
                                                        .filter(letter -> !isRepeated(letter, found))
                                                        .toList()))
                                        .toList(),
                                found);
                    }
                }));
    }

    private static Write settledOnce(Write write) {
        Map<String, Settlement> once = new LinkedHashMap<>();
        write.effects().settled().forEach(each -> once.putIfAbsent(each.letter(), each));
        return with(write, List.copyOf(once.values()), write.effects().sent());
    }

    private static List<Write> without(List<Write> writes, Offence.MailboxFull full) {
        return writes.stream()
                .map(write -> with(
                        write,
                        write.effects().settled(),
                        write.effects().sent().stream()
                                .filter(letter -> !letter.to().equals(full.to())
                                        || !letter.id().equals(full.letter()))
                                .toList()))
                .toList();
    }

    private static Write with(Write write, List<Settlement> settled, List<Letter> sent) {
        Effects effects = write.effects();
        return new Write(
                write.profile(),
                write.fence(),
                write.payload(),
                write.after(),
                new Effects(settled, sent, effects.gained(), effects.dropped(), effects.keep(), effects.tags()));
    }

    /** Decides on other writes than those asked. */
    private static final class Changed extends EffectRules {
        private final UnaryOperator<Write> change;

        Changed(UnaryOperator<Write> change) {
            this.change = change;
        }

        @Override
        public Decision decide(List<Write> writes, Found found) {
            return super.decide(writes.stream().map(change).toList(), found);
        }
    }

    /** Does not see all that is there: subclasses say what they see instead. Of one thread at a time, as its engine is. */
    private static class Blind extends EffectRules implements EffectRules.Found {
        private @Nullable Found sees;

        private Found sees() {
            return Objects.requireNonNull(sees);
        }

        @Override
        public Decision decide(List<Write> writes, Found found) {
            sees = found;
            return super.decide(writes, this);
        }

        @Override
        public Decision decide(Letter letter, Found found) {
            sees = found;
            return super.decide(letter, this);
        }

        @Override
        public @Nullable Letter waiting(ProfileId mailbox, String letter) {
            return sees().waiting(mailbox, letter);
        }

        @Override
        public @Nullable Letter dead(ProfileId mailbox, String letter) {
            return sees().dead(mailbox, letter);
        }

        @Override
        public boolean known(ProfileId mailbox, String letter) {
            return sees().known(mailbox, letter);
        }

        @Override
        public int waiting(ProfileId mailbox) {
            return sees().waiting(mailbox);
        }

        @Override
        public int expired(ProfileId mailbox) {
            return sees().expired(mailbox);
        }

        @Override
        public @Nullable Holding holding(String item) {
            return sees().holding(item);
        }
    }
}
