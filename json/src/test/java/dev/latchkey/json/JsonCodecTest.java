package dev.latchkey.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.spi.Codec;
import dev.latchkey.spi.CodecException;
import dev.latchkey.spi.CodecProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class JsonCodecTest {
    enum Rank {
        MEMBER,
        MASTER
    }

    record Item(String id, int count) {
        Item {
            if (count < 0) {
                throw new IllegalArgumentException("count is below zero");
            }
        }
    }

    record Nothing() {}

    record PlayerData(
            int level,
            long gold,
            double luck,
            List<Item> items,
            Map<String, List<Item>> chests,
            Optional<String> guild,
            Instant seen,
            Duration played,
            Rank rank) {
        /** Computed: no part of the data. */
        public boolean isRich() {
            return gold > 1_000;
        }
    }

    static class Account {
        private long gold;
        private final List<Item> items = new ArrayList<>();
        private transient int cached = 5;

        public long getTotal() {
            return gold + items.size() + cached;
        }
    }

    static class Hidden {}

    private final Codec<PlayerData> codec = new JsonCodecProvider().codecFor(PlayerData.class);
    private final PlayerData ada = new PlayerData(
            3,
            1L << 60,
            0.1,
            List.of(new Item("sword", 1)),
            Map.of("home", List.of(new Item("gem", 64))),
            Optional.of("Anteaters ☃"),
            Instant.parse("2026-01-02T03:04:05.123456789Z"),
            Duration.ofMinutes(90),
            Rank.MASTER);

    @Test
    void recordsWithNestedTypesComeBackEqual() {
        assertThat(codec.decode(codec.encode(ada))).isEqualTo(ada);
        assertThat(codec.name()).isEqualTo("json");
        assertThat(codec.text()).isTrue();
    }

    @Test
    void isReadableInDeclaredOrderAndHoldsStateOnly() {
        assertThat(new String(codec.encode(ada), UTF_8)).isEqualTo("""
                        {"level":3,"gold":1152921504606846976,"luck":0.1,"items":[{"id":"sword","count":1}],\
                        "chests":{"home":[{"id":"gem","count":64}]},"guild":"Anteaters ☃",\
                        "seen":"2026-01-02T03:04:05.123456789Z","played":"PT1H30M","rank":"MASTER"}""");
    }

    @Test
    void mutableClassesAreStoredByTheirFields() {
        Codec<Account> accounts = new JsonCodecProvider().codecFor(Account.class);
        Account account = new Account();
        account.gold = 7;
        account.items.add(new Item("sword", 1));
        byte[] bytes = accounts.encode(account);
        Account back = accounts.decode(bytes);

        assertThat(new String(bytes, UTF_8)).isEqualTo("{\"gold\":7,\"items\":[{\"id\":\"sword\",\"count\":1}]}");
        assertThat(back.gold).isEqualTo(7);
        assertThat(back.items).isEqualTo(account.items);
        assertThat(back.getTotal()).isEqualTo(13);
    }

    @Test
    void keepsTheOrderOfMaps() {
        Map<String, List<Item>> chests = new LinkedHashMap<>();
        for (String name : List.of("z", "a", "m", "b")) {
            chests.put(name, List.of());
        }
        PlayerData value =
                new PlayerData(0, 0, 0, List.of(), chests, Optional.empty(), Instant.EPOCH, Duration.ZERO, Rank.MEMBER);

        assertThat(codec.decode(codec.encode(value)).chests().keySet()).containsExactly("z", "a", "m", "b");
    }

    @Test
    void numbersThatAreNotFiniteComeBack() {
        Codec<double[]> numbers = new JsonCodecProvider().codecFor(double[].class);
        double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, Double.MIN_VALUE};

        assertThat(numbers.decode(numbers.encode(odd))).containsExactly(odd);
    }

    @Test
    void fieldsThatTheDataLacksAreZeroNullOrEmpty() {
        PlayerData old = codec.decode("{\"level\":3}".getBytes(UTF_8));

        assertThat(old.level()).isEqualTo(3);
        assertThat(old.gold()).isZero();
        assertThat(old.guild()).isEmpty();
        assertThat(old.items()).isNull();
    }

    @Test
    void s8FailuresNameTheOffendingField() {
        refused(
                "{\"level\":3,\"items\":[{\"id\":\"a\",\"count\":1},{\"id\":\"b\",\"count\":\"x\"}]}",
                "path=/items/1/count");
        refused("{\"items\":[{\"id\":\"a\",\"count\":-1}]}", "path=/items/0", "count is below zero");
        refused("{\"level\":1.5}", "path=/level");
        refused("{\"rank\":\"KING\"}", "path=/rank");
        refused("{\"chests\":{\"home\":5}}", "path=/chests/home");
        refused("{\"level\":1,\"levle\":2}", "path=/levle", "UnknownFields.KEEP");
    }

    @Test
    void s8WhatIsNoValueIsRefused() {
        refused("", "path=/");
        refused("null", "path=/");
        refused("{\"level\":1", "path=");
        refused("{\"level\":1} {}", "path=/");
        refused("[".repeat(5_000), "path=/");
    }

    @Test
    void valuesWithoutAJsonFormAreRefused() {
        assertThatThrownBy(() -> new JsonCodecProvider().codecFor(Hidden.class).encode(new Hidden()))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("Hidden");
        Codec<Object[]> arrays = new JsonCodecProvider().codecFor(Object[].class);
        Object[] loop = new Object[1];
        loop[0] = loop;
        assertThatThrownBy(() -> arrays.encode(loop)).isInstanceOf(CodecException.class);
    }

    @Test
    void anEmptyRecordIsAValue() {
        Codec<Nothing> codecOfNothing = new JsonCodecProvider().codecFor(Nothing.class);

        assertThat(codecOfNothing.decode(codecOfNothing.encode(new Nothing()))).isEqualTo(new Nothing());
    }

    @Test
    void foundByTheServiceLoader() {
        assertThat(ServiceLoader.load(CodecProvider.class))
                .singleElement()
                .extracting(CodecProvider::name)
                .isEqualTo("json");
    }

    private void refused(String json, String... parts) {
        assertThatThrownBy(() -> codec.decode(json.getBytes(UTF_8)))
                .as(json)
                .isInstanceOf(CodecException.class)
                .hasMessageContainingAll(parts);
    }
}
