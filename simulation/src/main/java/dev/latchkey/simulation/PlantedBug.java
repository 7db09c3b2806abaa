package dev.latchkey.simulation;

import dev.latchkey.core.Rules;
import dev.latchkey.spi.EffectRules;
import dev.latchkey.spi.RecordRules;
import dev.latchkey.spi.ServerRules;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A wrong decision that must be found: by which oracle, in which mode, within how many seeds. */
enum PlantedBug {
    FENCED_BY_TOKEN_ONLY(records(PlantedRecords.TokenOnly::new), Mode.TIMED, 1, 2),
    FENCED_BY_VERSION_ONLY(records(PlantedRecords.VersionOnly::new), Mode.BURIAL, 1, 2),
    FENCED_BY_NOT_LOCKED_BY_ANOTHER(records(PlantedRecords.NotLockedByAnother::new), Mode.TIMED, 1),
    OPEN_WITHOUT_LOCK_CHECK(records(PlantedRecords.NoLockCheck::new), Mode.TIMED, 3),
    OPEN_RECOGNISED_BY_OWNER_ONLY(records(PlantedRecords.OwnerOnly::new), Mode.TIMED, 3),
    HAND_OFF_WITHOUT_RAISING_THE_TOKEN(records(PlantedRecords.SameTokenHandOff::new), Mode.TIMED, 2),
    RECLAIM_WITHOUT_TOKEN_AND_OWNER(records(PlantedRecords.ReclaimFromAnybody::new), Mode.TIMED, 3, 8),
    COMMIT_RECOGNISED_BY_VERSION(rules(PlantedRules.ByVersion::new), Mode.TIMED, 2),
    COMMIT_RECOGNITION_OFF(rules(PlantedRules.NoRecognition::new), Mode.TIMED, 2),
    UNKNOWN_TAKEN_FOR_REFUSED(rules(() -> new PlantedRules.Unretried(Rules.Verdict.REFUSED)), Mode.TIMED, 2),
    UNKNOWN_TAKEN_FOR_DONE(rules(() -> new PlantedRules.Unretried(Rules.Verdict.DONE)), Mode.TIMED, 2),
    VERSION_STAYS_WITHOUT_DATA(records(PlantedRecords.VersionStays::new), Mode.TIMED, 1, 3, 4),
    GRANT_BEFORE_CONFIRMED(rules(PlantedRules.EarlyGrant::new), Mode.TIMED, 3),
    CLAIM_CONSUMED_TWICE(rules(PlantedRules.AnyClaim::new), Mode.TIMED, 3, 4),
    DUPLICATE_GRANT_RELEASES(rules(PlantedRules.DuplicateReleases::new), Mode.TIMED, 3),
    GRANT_FOR_A_FORMER_ID(rules(PlantedRules.FormerId::new), Mode.TIMED, 3),
    ACTIVE_WHILE_ENDING(rules(PlantedRules.ActiveWhileEnding::new), Mode.TIMED, 3),
    STRAY_FREED_BY_OWNER_ONLY(
            () -> new Subject(new PlantedRules.StrayAwaited(), new PlantedRecords.StrayByOwner(), new ServerRules()),
            Mode.TIMED,
            3),
    ERASE_LEAVES_TOKEN_AND_VERSION(records(PlantedRecords.EditInPlace::new), Mode.EDITS, 1),
    SEALED_NOT_ASKED(rules(PlantedRules.Unsealed::new), Mode.TIMED, 7),
    LATE_ASK_EVICTS(rules(PlantedRules.AnyAsk::new), Mode.TIMED, 8),
    LATE_OPEN_EVICTS(records(PlantedRecords.AnySteal::new), Mode.TIMED, 8),
    NO_MARGIN(rules(PlantedRules.NoMargin::new), Mode.LEASES, 3),
    LEASE_FROM_REPLY(rules(PlantedRules.FromReply::new), Mode.LEASES, 3),
    STOPPED_MONOTONIC_CLOCK(rules(PlantedRules.MonoOnly::new), Mode.LEASES, 3),
    EARLY_BURIAL(
            () -> new Subject(new PlantedRules.EarlyBurial(), new RecordRules(), new PlantedServers.BuriesTheLiving()),
            Mode.TIMED,
            3),
    RENEWAL_REVIVES(servers(PlantedServers.Revives::new), Mode.LEASES, 3),
    STRAY_RULE_OFF(rules(PlantedRules.StraysStay::new), Mode.SLOW_BUS, 9, 10),
    OPEN_NOT_RECOGNISED(records(PlantedRecords.NeverRecognised::new), Mode.TIMED, 9),
    OPEN_REPEATED_UNDER_A_NEW_CLAIM(rules(PlantedRules.FreshClaim::new), Mode.TIMED, 9, 10),
    STEAL_ON_SIGHT(rules(PlantedRules.StealOnSight::new), Mode.TIMED, 3),
    NO_WAIT_AFTER_STEAL(rules(PlantedRules.NoWaitAfterSteal::new), Mode.TIMED, 3),
    TAKEN_AND_NOT_CONTESTED(records(PlantedRecords.Uncontested::new), Mode.EDITS, 3),
    RELEASE_WITHOUT_SAVE(rules(PlantedRules.ReleaseWithoutSave::new), Mode.TIMED, 2),
    COMMIT_AFTER_CLOSE(rules(PlantedRules.SaveAfterClose::new), Mode.TIMED, 2, 11),
    MISSING_ROW_READ_AS_BURIED(records(PlantedRecords.MissingIsBuried::new), Mode.TIMED, 8),
    FIRST_SERVER_BACK_BURIES_THE_REST(
            () -> new Subject(new PlantedRules.EarlyBurial(), new RecordRules(), new PlantedServers.NeverSettled()),
            Mode.TIMED,
            8),
    LOCK_LEFT_BY_ENDED_LOADS(rules(PlantedRules.KeepsGrants::new), Mode.TIMED, 9, 10),
    SPENT_CLAIMS_FORGOTTEN(records(PlantedRecords.SpentIsForgotten::new), Mode.TIMED, 9, 10),
    ACKNOWLEDGED_APART_FROM_THE_EFFECT(rules(PlantedRules.SettlesApart::new), Mode.TIMED, 5),
    IDS_FORGOTTEN_ON_ACKNOWLEDGEMENT(effects(PlantedEffects.SettledIsForgotten::new), Mode.TIMED, 5),
    ERASE_FORGETS_LETTERS(records(PlantedRecords.LettersForgotten::new), Mode.EDITS, 5),
    UNFREEZES_AFTER_A_READ(rules(PlantedRules.UnfreezesAfterARead::new), Mode.TIMED, 1, 2, 5, 6),
    ONLY_THE_FIRST_PROFILE_IS_FENCED(records(PlantedRecords.FirstFenceOnly::new), Mode.TIMED, 1, 5),
    STORED_TRANSACTION_TAKEN_FOR_A_LOSS(rules(PlantedRules.NeverAdopts::new), Mode.TIMED, 6),
    MEMBER_RECOGNISED_BY_SEALED(rules(PlantedRules.MembersStandStill::new), Mode.TIMED, 2),
    GROUP_COMMIT_IN_STEPS(flaw(Flaw.GROUPS_IN_STEPS, EffectRules::new), Mode.TIMED, 5),
    MAIL_OF_AN_OLDER_SNAPSHOT(flaw(Flaw.OLD_MAIL, EffectRules::new), Mode.TIMED, 6),
    SETTLES_WHAT_IS_GONE(flaw(Flaw.OLD_MAIL, PlantedEffects.SettlesWhatIsGone::new), Mode.TIMED, 5),
    ITEMS_NOT_UNIQUE(effects(PlantedEffects.ItemsAnywhere::new), Mode.TIMED, 5),
    REVIVED_LETTER_FORGOTTEN(effects(PlantedEffects.RevivedIsForgotten::new), Mode.TIMED, 5),
    DISCARD_LEAVES_THE_HOLDING(effects(PlantedEffects.DiscardLeavesItems::new), Mode.TIMED, 5),
    SWEEP_FORGETS_LETTERS_EARLY(flaw(Flaw.SWEEPS_EARLY, EffectRules::new), Mode.TIMED, 5),
    SWEEP_REMOVES_DEAD_LETTERS(flaw(Flaw.SWEEPS_THE_DEAD, EffectRules::new), Mode.TIMED, 5),
    WRITES_UNDER_A_SESSIONS_TOKEN(flaw(Flaw.WRITES_UNDER_A_SESSIONS_TOKEN, EffectRules::new), Mode.TIMED, 2);

    /** Each is found within so many seeds; one has a directed schedule instead. */
    static final int SEEDS = 2_000;

    @SuppressWarnings("ImmutableEnumChecker") // Makes new ones each time.
    private final Supplier<Subject> subject;

    private final Mode mode;

    @SuppressWarnings("ImmutableEnumChecker") // Set.copyOf
    private final Set<Integer> oracles;

    PlantedBug(Supplier<Subject> subject, Mode mode, Integer... oracles) {
        this.subject = subject;
        this.mode = mode;
        this.oracles = Set.copyOf(Arrays.asList(oracles));
    }

    private static Supplier<Subject> rules(Supplier<Rules> planted) {
        return () -> new Subject(planted.get(), new RecordRules(), new ServerRules());
    }

    private static Supplier<Subject> records(Supplier<RecordRules> planted) {
        return () -> new Subject(Rules.PROTOCOL, planted.get(), new ServerRules());
    }

    private static Supplier<Subject> servers(Supplier<ServerRules> planted) {
        return () -> new Subject(Rules.PROTOCOL, new RecordRules(), planted.get());
    }

    private static Supplier<Subject> effects(Supplier<EffectRules> planted) {
        return () -> new Subject(Rules.PROTOCOL, new RecordRules(), new ServerRules(), planted.get(), Flaw.NONE);
    }

    private static Supplier<Subject> flaw(Flaw flaw, Supplier<EffectRules> effects) {
        return () -> new Subject(Rules.PROTOCOL, new RecordRules(), new ServerRules(), effects.get(), flaw);
    }

    Subject subject() {
        return subject.get();
    }

    /** The oracles that may find it, for people. */
    String oracles() {
        return oracles.stream().sorted().map(String::valueOf).collect(Collectors.joining(" or "));
    }

    private boolean isShippedToo(long seed) {
        return Run.of(seed, mode, Subject.SHIPPED, Oracles.only(oracles), line -> {})
                .failed();
    }

    /** The first run that finds it, watched by its own oracles only; null for none. */
    @Nullable
    Run find() {
        if (this == GRANT_FOR_A_FORMER_ID) {
            return FormerIdScene.find(subject());
        }
        for (long seed = 1; seed <= SEEDS; seed++) {
            Run run = Run.of(seed, mode, subject(), Oracles.only(oracles), line -> {});
            if (run.oracle() > 0 && !isShippedToo(seed)) {
                return run;
            }
        }
        return null;
    }
}
