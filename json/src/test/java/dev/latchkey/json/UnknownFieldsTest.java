package dev.latchkey.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.spi.Codec;
import dev.latchkey.spi.CodecException;
import dev.latchkey.spi.Decoded;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class UnknownFieldsTest {
    record Item(String id) {}

    record Stats(int kills) {}

    record Pet(String name) {}

    record Old(long gold, Stats stats, Map<String, Pet> pets, Optional<Stats> guild, List<Item> items) {
        Old withGold(long other) {
            return new Old(other, stats, pets, guild, items);
        }

        Old withPets(Map<String, Pet> other) {
            return new Old(gold, stats, other, guild, items);
        }
    }

    static class OldClass {
        int level;
        Stats stats = new Stats(0);
    }

    private static final String KNOWN =
            "{\"gold\":1,\"stats\":{\"kills\":2},\"pets\":{\"rex\":{\"name\":\"Rex\"}},\"guild\":{\"kills\":3},\"items\":[{\"id\":\"a\"}]}";

    private final Codec<Old> keep = new JsonCodecProvider(UnknownFields.KEEP).codecFor(Old.class);

    @Test
    void keptFieldsSurviveAnUpdateAtEveryLevel() {
        assertThat(cycle(
                        "{\"title\":\"Dr\",\"gold\":1,\"stats\":{\"wins\":[1,{\"a\":1.50}],\"kills\":2},\"pets\":{\"rex\":{\"name\":\"Rex\",\"age\":3}},\"guild\":{\"kills\":3,\"tag\":\"X\"},\"items\":[],\"huge\":123456789012345678901234567890.125}",
                        value -> value.withGold(9)))
                .isEqualTo(
                        "{\"gold\":9,\"stats\":{\"kills\":2,\"wins\":[1,{\"a\":1.50}]},\"pets\":{\"rex\":{\"name\":\"Rex\",\"age\":3}},\"guild\":{\"kills\":3,\"tag\":\"X\"},\"items\":[],\"title\":\"Dr\",\"huge\":123456789012345678901234567890.125}");
    }

    @Test
    void aRemovedObjectTakesItsUnknownFieldsAlong() {
        assertThat(cycle(
                        "{\"gold\":1,\"pets\":{\"rex\":{\"name\":\"Rex\",\"age\":3},\"tim\":{\"name\":\"Tim\",\"age\":4}}}",
                        value -> value.withPets(Map.of("tim", new Pet("Timmy")))))
                .contains("\"pets\":{\"tim\":{\"name\":\"Timmy\",\"age\":4}}")
                .doesNotContain("rex");
    }

    @Test
    void classesKeepThemToo() {
        Codec<OldClass> codec = new JsonCodecProvider(UnknownFields.KEEP).codecFor(OldClass.class);
        Decoded<OldClass> decoded =
                codec.decodeKeeping("{\"new\":null,\"level\":1,\"stats\":{\"x\":true,\"kills\":2}}".getBytes(UTF_8));
        decoded.value().level++;

        assertThat(decoded.value().stats.kills()).isEqualTo(2);
        assertThat(new String(codec.encode(decoded.value(), decoded.extras()), UTF_8))
                .isEqualTo("{\"level\":2,\"stats\":{\"kills\":2,\"x\":true},\"new\":null}");
    }

    @Test
    void withinAListTheyAreRefusedAndNotLost() {
        assertThatThrownBy(() -> keep.decodeKeeping("{\"items\":[{\"id\":\"a\",\"worn\":1}]}".getBytes(UTF_8)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("path=/items/0/worn");
        assertThatThrownBy(() -> keep.decodeKeeping("{\"items\":[{\"id\":\"a\",\"x\":{\"y\":1}}]}".getBytes(UTF_8)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("path=/items/0/x");
    }

    @Test
    void dataWithoutUnknownFieldsHasNoExtras() {
        Decoded<Old> decoded = keep.decodeKeeping(KNOWN.getBytes(UTF_8));

        assertThat(decoded.extras()).isNull();
        assertThat(keep.encode(decoded.value(), null)).asString(UTF_8).isEqualTo(KNOWN);
    }

    @Test
    void everyUnknownFieldIsKeptWhateverItsValueAndPlace() {
        for (String value : List.of("1", "null", "\"x\"", "[]", "[{\"gold\":1}]", "{}", "{\"gold\":{\"x\":[]}}")) {
            for (String form : List.of(
                    "{'x':$,'gold':5}",
                    "{'gold':5,'x':$}",
                    "{'gold':5,'stats':{'x':$,'kills':1},'x':$}",
                    "{'stats':{'kills':1,'x':$},'gold':5}",
                    "{'pets':{'a':{'x':$,'name':'A','y':$}},'gold':5}")) {
                String stored = form.replace('\'', '"').replace("$", value);
                int unknown = stored.split("\"[xy]\":", -1).length;

                assertThat(cycle(stored, old -> old.withGold(6)).split("\"[xy]\":", -1))
                        .as(stored)
                        .hasSize(unknown);
                assertThat(cycle(cycle(stored, old -> old), old -> old.withGold(6)))
                        .isEqualTo(cycle(stored, old -> old.withGold(6)));
            }
        }
    }

    @Test
    void s8TheyAreRefusedByDefault() {
        Codec<Old> refuse = new JsonCodecProvider().codecFor(Old.class);

        assertThatThrownBy(() -> refuse.decode("{\"gold\":1,\"stats\":{\"wins\":1}}".getBytes(UTF_8)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("path=/stats/wins");
        assertThatThrownBy(() -> refuse.decodeKeeping("{\"x\":1}".getBytes(UTF_8)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("path=/x");
    }

    private String cycle(String stored, UnaryOperator<Old> update) {
        Decoded<Old> decoded = keep.decodeKeeping(stored.getBytes(UTF_8));
        return new String(keep.encode(update.apply(decoded.value()), decoded.extras()), UTF_8);
    }
}
