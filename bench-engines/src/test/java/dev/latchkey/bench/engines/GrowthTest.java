package dev.latchkey.bench.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.latchkey.Latchkey;
import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import dev.latchkey.bench.Figure;
import dev.latchkey.bench.PlayerData;
import dev.latchkey.bench.Site;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrowthTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    private Site site() {
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new Site(folder, nowhere, 0, folder.resolve("pictures"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "sqlite"})
    void aStoreThatWasFilledFastIsAsGoodAsAnyOther(String engine) throws Exception {
        Bulk.Start start = engine.equals("postgres") ? Bulk::postgres : Bulk::sqlite;
        try (Bulk bulk = start.at(site())) {
            bulk.fill(10);
            bulk.fill(2_000);
            try (Latchkey latchkey = Latchkey.open(bulk.url())) {
                ProfileStore<PlayerData> players = latchkey.profiles(Bulk.STORE, PlayerData.class, PlayerData::fresh);
                assertThat(players.keys("p1", null, 1_112)).hasSize(1_111);
                try (Profile<PlayerData> last = players.load("p1999")) {
                    assertThat(last.data().gold()).isEqualTo(1);
                    last.update(data -> data.withGold(2));
                }
                assertThat(players.view("p1999").orElseThrow().gold()).isEqualTo(2);
                assertThat(players.view("p1998").orElseThrow().gold()).isEqualTo(1);
            }
        }
    }

    @Test
    void figuresSayEachCostAndHowTheLastComparesToTheFirst() throws Exception {
        Growth growth = new Growth("growth-stored");
        growth.add("sqlite", "load", 10, 200);
        growth.add("sqlite", "load", 1_000, 500);
        growth.renewals("sqlite", 10, 1.5, 3);

        List<Figure> figures = growth.figures(site(), "title", "across");
        assertThat(figures)
                .extracting(Figure::name, Figure::text)
                .containsExactly(
                        tuple("sqlite_load_10", "200us"),
                        tuple("sqlite_load_1000", "500us"),
                        tuple("sqlite_load", "2.50x"),
                        tuple("sqlite_renewals_10", "1.50 per server and beat"));
        assertThat(folder.resolve("pictures").resolve("growth-stored.svg"))
                .content()
                .contains("sqlite load");
    }
}
