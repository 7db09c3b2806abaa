package dev.latchkey.cli.internal.demo.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.cli.internal.demo.wire.Gift;
import dev.latchkey.cli.internal.demo.wire.PlayerData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check is alive: every planted loss and every planted duplicate is found. */
final class CheckTest {
    /** Earns 10 and takes item 7, both told to be durable; a third deed was never answered. */
    private static final String ADA = """
            loaded 1 0 - -
            do 1 1 earn 10 -
            do 1 2 take 7 -
            saved 2 2
            do 1 3 earn 5 -
            """;

    private static final PlayerData ADAS = new PlayerData(10, List.of(7), List.of(1, 2));

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    @Test
    void what_is_as_it_was_told_is_clean() throws IOException {
        Verdict verdict = check(ADA, ADAS);
        assertThat(verdict.isClean()).isTrue();
        assertThat(verdict.acknowledged()).isEqualTo(1);
    }

    @Test
    void a_deed_that_nobody_answered_may_be_there_or_not() throws IOException {
        assertThat(check(ADA, new PlayerData(15, List.of(7), List.of(1, 2, 3))).isClean())
                .isTrue();
    }

    @Test
    void nothing_acknowledged_is_not_clean() throws IOException {
        assertThat(check("do 1 1 earn 10 -\n", new PlayerData(10, List.of(), List.of(1)))
                        .isClean())
                .isFalse();
    }

    @Test
    void an_acknowledged_deed_that_is_gone_is_lost() throws IOException {
        Verdict verdict = check(ADA, new PlayerData(10, List.of(), List.of(1)));
        assertThat(verdict.lost()).isEqualTo(1);
        assertThat(verdict.isClean()).isFalse();
    }

    @Test
    void a_whole_player_that_is_gone_is_lost() throws IOException {
        assertThat(CheckTest.compare(Map.of("ada", told(ADA)), Map.of(), List.of())
                        .lost())
                .isEqualTo(1);
    }

    @Test
    void a_lineage_that_is_as_long_but_another_one_is_lost() throws IOException {
        assertThat(check(ADA, new PlayerData(15, List.of(), List.of(1, 3))).lost())
                .isEqualTo(1);
    }

    @Test
    void what_a_load_showed_must_stay_deed_by_deed() throws IOException {
        String log = ADA + "loaded 2 15 7 1,2,3\ndo 2 4 earn 1 -\nsaved 4 4\n";
        assertThat(check(log, new PlayerData(16, List.of(7), List.of(1, 2, 3, 4)))
                        .isClean())
                .isTrue();
        // The third is gone from the middle, and the fourth stands where it was.
        assertThat(check(log, new PlayerData(11, List.of(7), List.of(1, 2, 4))).lost())
                .isEqualTo(2);
    }

    @Test
    void two_acknowledgements_of_one_place_contradict_each_other() throws IOException {
        assertThat(check(ADA + "saved 2 3\n", ADAS).lost()).isPositive();
    }

    @Test
    void gold_and_items_that_the_lineage_made_must_be_there() throws IOException {
        assertThat(check(ADA, new PlayerData(9, List.of(7), List.of(1, 2))).lost())
                .isEqualTo(1);
        assertThat(check(ADA, new PlayerData(10, List.of(), List.of(1, 2))).lost())
                .isEqualTo(1);
    }

    @Test
    void gold_and_items_beyond_the_lineage_are_duplicated() throws IOException {
        assertThat(check(ADA, new PlayerData(11, List.of(7), List.of(1, 2))).duplicated())
                .isEqualTo(1);
        assertThat(check(ADA, new PlayerData(10, List.of(7, 8), List.of(1, 2))).duplicated())
                .isEqualTo(1);
    }

    @Test
    void an_item_that_is_twice_in_one_profile_is_duplicated() throws IOException {
        assertThat(check(ADA, new PlayerData(10, List.of(7, 7), List.of(1, 2))).duplicated())
                .isPositive();
    }

    @Test
    void an_item_in_two_profiles_is_duplicated() throws IOException {
        String bob = "do 9 1 take 7 -\nsaved 1 1\n";
        Verdict verdict = compare(
                Map.of("ada", told(ADA), "bob", told(bob)),
                Map.of("ada", ADAS, "bob", new PlayerData(0, List.of(7), List.of(1))),
                List.of());
        assertThat(verdict.duplicatedFacts()).singleElement().asString().contains("item 7", "ada", "bob");
    }

    @Test
    void an_item_in_a_profile_and_in_the_world_is_duplicated() throws IOException {
        Verdict verdict = compare(Map.of("ada", told(ADA)), Map.of("ada", ADAS), List.of(7));
        assertThat(verdict.duplicatedFacts()).singleElement().asString().contains("the world");
    }

    @Test
    void a_deed_that_is_stored_twice_is_duplicated() throws IOException {
        assertThat(check(ADA, new PlayerData(20, List.of(7), List.of(1, 2, 1))).duplicated())
                .isEqualTo(1);
    }

    @Test
    void a_deed_that_nobody_asked_for_is_duplicated() throws IOException {
        assertThat(check(ADA, new PlayerData(10, List.of(7), List.of(1, 2, 99))).duplicated())
                .isEqualTo(1);
    }

    @Test
    void a_deed_that_was_refused_must_not_be_stored() throws IOException {
        PlayerData data = new PlayerData(15, List.of(7), List.of(1, 2, 3));
        assertThat(check(ADA + "refused 3\n", data).duplicated()).isEqualTo(1);
    }

    @Test
    void a_deed_that_a_later_session_did_not_find_must_not_come_back() throws IOException {
        PlayerData data = new PlayerData(15, List.of(7), List.of(1, 2, 3));
        assertThat(check(ADA + "loaded 2 10 7 1,2\n", data).duplicated()).isEqualTo(1);
    }

    @Test
    void a_player_that_never_came_is_duplicated() throws IOException {
        Verdict verdict = compare(Map.of("ada", told(ADA)), Map.of("ada", ADAS, "eve", PlayerData.FRESH), List.of());
        assertThat(verdict.duplicated()).isEqualTo(1);
    }

    /** Pays Bob 4, and mails him item 7. */
    private static final String GIVER = ADA + "do 1 4 pay 4 bob\ndo 1 5 ship 7 bob\n";

    private static final PlayerData GIVERS = new PlayerData(6, List.of(), List.of(1, 2, 4, 5));
    private static final Stored.Waiting LETTER = new Stored.Waiting("bob", new Gift("ada", 5, 0, 7));

    private Verdict gifts(PlayerData ada, PlayerData bob, Stored.Waiting... letters) throws IOException {
        Map<String, Told> told = Map.of("ada", told(GIVER), "bob", told(""));
        return Check.compare(told, new Stored(Map.of("ada", ada, "bob", bob), List.of(letters)), List.of());
    }

    private static PlayerData bob(long gold, List<Integer> items, String... got) {
        return new PlayerData(gold, items, List.of(), List.of(got));
    }

    @Test
    void a_gift_is_with_its_receiver_or_waits_in_a_letter() throws IOException {
        Verdict waits = gifts(GIVERS, bob(4, List.of(), "ada:4"), LETTER);
        assertThat(waits.lostFacts()).isEmpty();
        assertThat(waits.isClean()).isTrue();
        assertThat(waits.trades()).isEqualTo(1);
        assertThat(waits.mails()).isEqualTo(1);
        assertThat(gifts(GIVERS, bob(4, List.of(7), "ada:4", "ada:5")).isClean())
                .isTrue();
    }

    @Test
    void a_gift_that_is_nowhere_is_lost() throws IOException {
        assertThat(gifts(GIVERS, bob(4, List.of(), "ada:4")).lostFacts())
                .containsExactly("gift ada:5 to bob is given, and nowhere");
        Verdict half = gifts(GIVERS, bob(0, List.of()), LETTER);
        assertThat(half.goldConserved())
                .as("a trade of which one half is stored")
                .isFalse();
        assertThat(half.lost()).isEqualTo(1);
    }

    @Test
    void a_letter_that_is_read_and_waits_still_is_duplicated() throws IOException {
        Verdict verdict = gifts(GIVERS, bob(4, List.of(7), "ada:4", "ada:5"), LETTER);
        assertThat(verdict.duplicated()).isEqualTo(2);
        assertThat(verdict.itemsUnique()).isFalse();
    }

    @Test
    void a_gift_that_came_twice_is_duplicated() throws IOException {
        Verdict verdict = gifts(GIVERS, bob(8, List.of(), "ada:4", "ada:4"), LETTER);
        assertThat(verdict.duplicated()).isEqualTo(2);
        assertThat(verdict.goldConserved()).isFalse();
    }

    @Test
    void a_gift_whose_giver_has_it_still_is_duplicated() throws IOException {
        PlayerData before = new PlayerData(10, List.of(7), List.of(1, 2));
        Verdict verdict = gifts(before, bob(4, List.of(7), "ada:4", "ada:5"));
        assertThat(verdict.goldConserved()).isFalse();
        assertThat(verdict.itemsUnique()).isFalse();
        assertThat(verdict.isClean()).isFalse();
    }

    private Verdict check(String log, PlayerData stored) throws IOException {
        return compare(Map.of("ada", told(log)), Map.of("ada", stored), List.of());
    }

    private static Verdict compare(Map<String, Told> told, Map<String, PlayerData> store, List<Integer> world) {
        return Check.compare(told, new Stored(store, List.of()), world);
    }

    private Told told(String log) throws IOException {
        return Told.read(Files.writeString(folder.resolve("player.log"), log));
    }
}
