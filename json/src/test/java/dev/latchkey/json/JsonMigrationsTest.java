package dev.latchkey.json;

import static dev.latchkey.json.JsonMigrations.compatible;
import static dev.latchkey.json.JsonMigrations.migration;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.spi.Codec;
import dev.latchkey.spi.CodecException;
import dev.latchkey.spi.Decoded;
import java.math.BigDecimal;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class JsonMigrationsTest {
    record Purse(long coins, BigDecimal debt) {}

    record Player(Purse purse, String nickname) {}

    private static final JsonMigration PURSE = migration(1, "gold becomes a purse", node -> {
        ObjectNode player = node.asObject();
        player.putObject("purse").set("coins", player.remove("gold"));
        return player;
    });
    private static final JsonMigration NICKNAME =
            compatible(2, "nickname added", node -> node.asObject().put("nickname", "none"));
    private static final JsonMigration DEBT = compatible(3, "debt added", node -> {
        ObjectNode purse = node.asObject().withObjectProperty("purse");
        purse.putIfAbsent("debt", purse.numberNode(new BigDecimal("1.50")));
        return node;
    });

    private static final JsonMigrations ALL = JsonMigrations.of(PURSE, NICKNAME, DEBT);

    private final Codec<Player> codec = ALL.codecFor(Player.class);

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(UTF_8);
    }

    private Player older(String text, int schema) {
        return codec.decodeOlder(json(text), schema).value();
    }

    @Test
    void everyMigrationAfterTheDatasSchemaRunsInOrder() {
        BigDecimal debt = new BigDecimal("1.50");
        assertThat(older("{'gold':5}", 0)).isEqualTo(new Player(new Purse(5, debt), "none"));
        assertThat(older("{'purse':{'coins':5}}", 1)).isEqualTo(new Player(new Purse(5, debt), "none"));
        assertThat(older("{'purse':{'coins':5},'nickname':'Ace'}", 2)).isEqualTo(new Player(new Purse(5, debt), "Ace"));
    }

    @Test
    void numbersKeepEveryDigit() {
        assertThat(older(
                        "{'purse':{'coins':9007199254740993,'debt':0.1000000000000000000000000000001},'nickname':''}",
                        2))
                .isEqualTo(new Player(
                        new Purse(9007199254740993L, new BigDecimal("0.1000000000000000000000000000001")), ""));
    }

    @Test
    void theLastBreakingMigrationSaysWhoMayRead() {
        assertThat(ALL.schema()).isEqualTo(3);
        assertThat(ALL.readableFrom()).isEqualTo(1);
        assertThat(JsonMigrations.of(PURSE).readableFrom()).isEqualTo(1);
        assertThat(JsonMigrations.of(NICKNAME, DEBT).readableFrom()).isEqualTo(1);
        assertThat(codec.schema()).isEqualTo(3);
        assertThat(codec.readableFrom()).isEqualTo(1);
    }

    @Test
    void S8_aMigrationThatFailsIsNamed() {
        assertFails(node -> {
                    throw new ArithmeticException("no\nsense");
                })
                .hasMessageContaining("migration=1 \"broken\"")
                .hasMessageContaining("no sense");
        assertFails(JsonNode::asObject).hasMessageContaining("migration=1 \"broken\"");
    }

    @SuppressWarnings("NullAway") // what a game without null checks may do
    @Test
    void S8_aMigrationThatReturnsNothingIsNamed() {
        assertFails(node -> null).hasMessageContaining("migration=1 \"broken\"");
        assertFails(node -> node.path("absent")).hasMessageContaining("migration=1 \"broken\"");
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ?> assertFails(UnaryOperator<JsonNode> change) {
        Codec<Integer> broken =
                JsonMigrations.of(migration(1, "broken", change)).codecFor(Integer.class);
        return assertThatThrownBy(() -> broken.decodeOlder(json("5"), 0)).isInstanceOf(CodecException.class);
    }

    @Test
    void S8_dataThatIsOlderThanTheFirstMigrationOrNoJsonIsRefused() {
        Codec<Player> late = JsonMigrations.of(DEBT).codecFor(Player.class);
        assertThatThrownBy(() -> late.decodeOlder(json("{}"), 1))
                .isInstanceOf(CodecException.class)
                .hasMessageContainingAll("schema=1", "first=3", "from 2 on");
        assertThatThrownBy(() -> codec.decodeOlder(json("{} {}"), 0))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("no JSON");
    }

    @Test
    void whatAMigrationLeavesBehindIsAnUnknownField() {
        Codec<Player> codec =
                JsonMigrations.of(migration(1, "nothing", node -> node)).codecFor(Player.class);
        assertThatThrownBy(() -> codec.decodeOlder(json("{'gold':5}"), 0))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("path=/gold");
    }

    @Test
    void aNewerPayloadKeepsWhatIsUnknownWhateverTheChoice() {
        Decoded<Player> decoded =
                codec.decodeNewer(json("{'purse':{'coins':1,'debt':0,'gems':7},'nickname':'','title':'Dr'}"));
        byte[] again = codec.encode(new Player(new Purse(2, BigDecimal.ZERO), "Ace"), decoded.extras());
        assertThat(new String(again, UTF_8).replace('"', '\''))
                .isEqualTo("{'purse':{'coins':2,'debt':0,'gems':7},'nickname':'Ace','title':'Dr'}");
    }

    @Test
    void numbersThatAreOutOfOrderAreRefused() {
        assertThatThrownBy(() -> JsonMigrations.of(PURSE, DEBT)).hasMessageContainingAll("gold becomes", "debt added");
        assertThatThrownBy(() -> JsonMigrations.of(NICKNAME, PURSE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(JsonMigrations::of).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> migration(0, "zero", node -> node)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> migration(1, " ", node -> node)).isInstanceOf(IllegalArgumentException.class);
    }
}
