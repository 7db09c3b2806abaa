package dev.latchkey.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the effects of a commit come to, of all its writes together. */
class EffectRulesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ProfileId ADA = new ProfileId("players", "ada");
    private static final ProfileId BOB = new ProfileId("players", "bob");
    private static final Place AT_ADA = new Place.InProfile(ADA);
    private static final Place AT_BOB = new Place.InProfile(BOB);
    private static final String SWORD = "sword-1";

    private final EffectRules rules = new EffectRules();
    private final Store store = new Store();

    @Test
    void effectsThatAreNoneComeToNothing() {
        assertThat(plan(write(ADA, Effects.NONE))).isEqualTo(new EffectRules.Plan(List.of(), Map.of()));
    }

    @Test
    void settledLettersMakeRoomInTheSameCommit() {
        store.came(letter(ADA, "m1", 1));
        EffectRules.Plan plan = plan(write(ADA, settled("m1")), write(BOB, sent(letter(ADA, "m2", 1))));
        assertThat(plan.delivered()).extracting(Letter::id).containsExactly("m2");
    }

    @Test
    void roomIsCountedForAllLettersOfTheCommit() {
        store.came(letter(ADA, "m1", 9));
        Write write = write(BOB, sent(letter(ADA, "m2", 2), letter(ADA, "m3", 2)));
        assertThat(refusal(write))
                .isEqualTo(new CommitReply.Rejected(
                        BOB, "the mailbox is full: to=players/ada limit=2", new Offence.MailboxFull(ADA, "m3", 2)));
    }

    @Test
    void lettersWhoseLifetimeIsOverTakeNoRoom() {
        store.came(letter(ADA, "m1", 9));
        store.came(letter(ADA, "m2", 9));
        store.expired = 1;
        Write write = write(BOB, sent(letter(ADA, "m3", 2), letter(ADA, "m4", 2)));
        assertThat(refusal(write).offence()).isEqualTo(new Offence.MailboxFull(ADA, "m4", 2));
        assertThat(plan(write(BOB, sent(letter(ADA, "m3", 2)))).delivered()).hasSize(1);
    }

    @Test
    void aLetterThatDoesNotWaitIsNotSettled() {
        store.known.add(List.of(ADA, "m1"));
        assertThat(refusal(write(ADA, settled("m1"))).offence()).isEqualTo(new Offence.LetterGone("m1"));
    }

    @Test
    void aLetterIsSettledOnceInACommit() {
        store.came(letter(ADA, "m1", 9));
        for (String failure : Arrays.asList(null, "no handler")) {
            List<Settlement> twice = List.of(Settlement.done("m1"), new Settlement("m1", failure));
            Effects effects = new Effects(twice, List.of(), List.of(), List.of(), null);
            CommitReply.Rejected rejected = refusal(write(ADA, effects));
            assertThat(rejected.offence()).isEqualTo(new Offence.LetterGone("m1"));
            assertThat(rejected.profile()).isEqualTo(ADA);
        }
    }

    @Test
    void lettersOfTwoMailboxesWithOneIdAreTwo() {
        store.came(letter(ADA, "m1", 9));
        store.came(letter(BOB, "m1", 9));
        assertThat(plan(write(ADA, settled("m1")), write(BOB, settled("m1"))).delivered())
                .isEmpty();
    }

    @Test
    void aLetterSettledTwiceMakesRoomForOneEvenWhereTheRulesDoNotMind() {
        EffectRules lenient = new EffectRules() {
            @Override
            protected boolean needsWaiting() {
                return false;
            }
        };
        store.came(letter(ADA, "m1", 9));
        Effects effects = new Effects(
                List.of(Settlement.done("m1"), Settlement.done("m1")),
                List.of(letter(ADA, "m2", 1), letter(ADA, "m3", 1)),
                List.of(),
                List.of(),
                null);
        assertThat(lenient.decide(List.of(write(ADA, effects)), store)).isInstanceOf(EffectRules.Refusal.class);
    }

    @Test
    void aKnownLetterIsPassedOverAndNeedsNoRoom() {
        store.came(letter(ADA, "m1", 9));
        assertThat(plan(write(BOB, sent(letter(ADA, "m1", 1)))).delivered()).isEmpty();
        assertThat(plan(write(BOB, sent(letter(BOB, "m1", 1), letter(BOB, "m1", 1))))
                        .delivered())
                .hasSize(1);
    }

    @Test
    void anUndeliverableLetterNeedsNoRoom() {
        store.came(letter(ADA, "m1", 9));
        Letter dead = letter(ADA, "m2", 1).undeliverable("no handler");
        assertThat(plan(write(BOB, sent(dead))).delivered()).containsExactly(dead);
    }

    @Test
    void anItemMovesInsideTheCommitWhateverTheOrderOfTheWrites() {
        store.holdings.put(SWORD, AT_ADA);
        Write gives = write(ADA, moved(List.of(), List.of(SWORD)));
        Write takes = write(BOB, moved(List.of(SWORD), List.of()));
        assertThat(plan(gives, takes).placed()).isEqualTo(Map.of(SWORD, AT_BOB));
        assertThat(plan(takes, gives).placed()).isEqualTo(Map.of(SWORD, AT_BOB));
    }

    @Test
    void aSecondHolderIsRefusedAndTheFirstNamed() {
        store.holdings.put(SWORD, AT_ADA);
        CommitReply.Rejected rejected = refusal(write(BOB, moved(List.of(SWORD), List.of())));
        assertThat(rejected.offence()).isEqualTo(new Offence.ItemHeld(new Holding(SWORD, AT_ADA, NOW)));
        assertThat(rejected.reason()).contains(SWORD, "players/ada", NOW.toString());
    }

    @Test
    void whatTwoWritesOfACommitGainIsRefused() {
        Write one = write(ADA, moved(List.of(SWORD), List.of()));
        Write two = write(BOB, moved(List.of(SWORD), List.of()));
        assertThat(refusal(one, two))
                .satisfies(rejected -> assertThat(rejected.profile()).isEqualTo(BOB))
                .satisfies(rejected -> assertThat(rejected.offence())
                        .isInstanceOfSatisfying(
                                Offence.ItemHeld.class,
                                held -> assertThat(held.holding().place()).isEqualTo(AT_ADA)));
    }

    @Test
    void whatAProfileDropsThatItDoesNotHoldStaysWhereItIs() {
        store.holdings.put(SWORD, AT_ADA);
        assertThat(plan(write(BOB, moved(List.of(), List.of(SWORD)))).placed()).isEmpty();
    }

    @Test
    void whatAHolderGainsAgainStaysWhereItIs() {
        store.holdings.put(SWORD, AT_ADA);
        assertThat(plan(write(ADA, moved(List.of(SWORD), List.of()))).placed()).isEmpty();
    }

    @Test
    void itemsTravelInLettersAndArrive() {
        store.holdings.put(SWORD, AT_ADA);
        Letter gift = letter(BOB, "m1", 9, SWORD);
        Effects sends = new Effects(List.of(), List.of(gift), List.of(), List.of(SWORD), null);
        Place inLetter = new Place.InTransit(BOB, "m1");
        assertThat(plan(write(ADA, sends)).placed()).isEqualTo(Map.of(SWORD, inLetter));
        store.came(gift);
        store.holdings.put(SWORD, inLetter);
        Effects receives = new Effects(List.of(Settlement.done("m1")), List.of(), List.of(SWORD), List.of(), null);
        assertThat(plan(write(BOB, receives)).placed()).isEqualTo(Map.of(SWORD, AT_BOB));
        assertThat(plan(write(BOB, settled("m1"))).placed()).isEqualTo(Collections.singletonMap(SWORD, null));
    }

    @Test
    void aLetterThatFailedKeepsItsItems() {
        store.came(letter(BOB, "m1", 9, SWORD));
        store.holdings.put(SWORD, new Place.InTransit(BOB, "m1"));
        List<Settlement> failed = List.of(new Settlement("m1", "no handler"));
        assertThat(plan(write(BOB, new Effects(failed, List.of(), List.of(), List.of(), null)))
                        .placed())
                .isEmpty();
    }

    @Test
    void aLetterFromOutsideTakesNoItemThatHasAHolder() {
        store.holdings.put(SWORD, AT_ADA);
        assertThat(rules.decide(letter(BOB, "m1", 9, SWORD), store))
                .isInstanceOfSatisfying(
                        EffectRules.Refusal.class,
                        refusal -> assertThat(refusal.reply().offence()).isInstanceOf(Offence.ItemHeld.class));
    }

    @Test
    void anItemIsNotLostWithALetterThatIsPassedOver() {
        store.holdings.put(SWORD, AT_ADA);
        store.known.add(List.of(BOB, "m1"));
        Effects effects = new Effects(List.of(), List.of(letter(BOB, "m1", 9, SWORD)), List.of(), List.of(SWORD), null);
        assertThat(refusal(write(ADA, effects)))
                .satisfies(rejected -> assertThat(rejected.offence()).isEqualTo(new Offence.Unable()))
                .satisfies(rejected -> assertThat(rejected.reason()).contains("m1", SWORD));
    }

    @Test
    void norIsOneThatWasNeverIndexed() {
        store.known.add(List.of(BOB, "m1"));
        Effects effects = new Effects(List.of(), List.of(letter(BOB, "m1", 9, SWORD)), List.of(), List.of(SWORD), null);
        assertThat(refusal(write(ADA, effects)).offence()).isEqualTo(new Offence.Unable());
        assertThat(plan(write(ADA, sent(letter(BOB, "m1", 9, SWORD)))).delivered())
                .isEmpty();
    }

    private EffectRules.Plan plan(Write... writes) {
        EffectRules.Decision decision = rules.decide(List.of(writes), store);
        if (decision instanceof EffectRules.Plan plan) {
            return plan;
        }
        throw new AssertionError(decision);
    }

    private CommitReply.Rejected refusal(Write... writes) {
        EffectRules.Decision decision = rules.decide(List.of(writes), store);
        if (decision instanceof EffectRules.Refusal refusal) {
            return refusal.reply();
        }
        throw new AssertionError(decision);
    }

    private static Write write(ProfileId profile, Effects effects) {
        return new Write(profile, Fence.NONE, null, new Write.Keep(), effects);
    }

    private static Effects settled(String letter) {
        return new Effects(List.of(Settlement.done(letter)), List.of(), List.of(), List.of(), null);
    }

    private static Effects sent(Letter... letters) {
        return new Effects(List.of(), List.of(letters), List.of(), List.of(), null);
    }

    private static Effects moved(List<String> gained, List<String> dropped) {
        return new Effects(List.of(), List.of(), gained, dropped, null);
    }

    private static Letter letter(ProfileId to, String id, int room, String... items) {
        Payload content = new Payload("{}".getBytes(StandardCharsets.UTF_8), "json", 1, true);
        return new Letter(to, id, "gift", content, "test", List.of(items), null, room, null);
    }

    /** What a store would find. */
    private static final class Store implements EffectRules.Found {
        final Map<List<Object>, Letter> waiting = new LinkedHashMap<>();
        final Map<List<Object>, Letter> dead = new LinkedHashMap<>();
        final Set<List<Object>> known = new HashSet<>();
        int expired;
        final Map<String, Place> holdings = new HashMap<>();

        void came(Letter letter) {
            waiting.put(List.of(letter.to(), letter.id()), letter);
            known.add(List.of(letter.to(), letter.id()));
        }

        @Override
        public @Nullable Letter waiting(ProfileId mailbox, String letter) {
            return waiting.get(List.<Object>of(mailbox, letter));
        }

        @Override
        public @Nullable Letter dead(ProfileId mailbox, String letter) {
            return dead.get(List.<Object>of(mailbox, letter));
        }

        @Override
        public boolean known(ProfileId mailbox, String letter) {
            return known.contains(List.<Object>of(mailbox, letter));
        }

        @Override
        public int waiting(ProfileId mailbox) {
            return (int) waiting.values().stream()
                    .filter(letter -> letter.to().equals(mailbox))
                    .count();
        }

        @Override
        public int expired(ProfileId mailbox) {
            return expired;
        }

        @Override
        public @Nullable Holding holding(String item) {
            Place place = holdings.get(item);
            return place == null ? null : new Holding(item, place, NOW);
        }
    }
}
