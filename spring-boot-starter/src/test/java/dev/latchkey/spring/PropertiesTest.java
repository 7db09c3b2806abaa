package dev.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.Options;
import dev.latchkey.WhileCutOff;
import dev.latchkey.json.JsonCodecProvider;
import dev.latchkey.spi.CodecProvider;
import dev.latchkey.testkit.LeakCheck;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.annotation.Order;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What properties and customizers come to, and what is said of them to people. */
@ExtendWith(LeakCheck.class)
class PropertiesTest {
    /** Options that are beans, or for customizers only. */
    private static final Set<String> NO_PROPERTIES = Set.of("metrics", "events", "codec", "host");

    private static final Path METADATA =
            Path.of("src", "main", "resources", "META-INF", "spring-configuration-metadata.json");

    @Test
    void eachPropertyBecomesAnOption() {
        Options[] got = new Options[1];
        Contexts.on("options")
                .withPropertyValues(
                        "latchkey.name=lobby-1",
                        "latchkey.bus=none",
                        "latchkey.lease=20s",
                        "latchkey.notice=2s",
                        "latchkey.auto-save=1m",
                        "latchkey.max-payload=1MB",
                        "latchkey.while-cut-off=play-on",
                        "latchkey.drain=3s",
                        "latchkey.journal=target/journal",
                        "latchkey.max-loads=12",
                        "latchkey.history-pace=2h",
                        "latchkey.history-kept=7d",
                        "latchkey.mailbox=99")
                .withBean(LatchkeyOptionsCustomizer.class, () -> options -> got[0] = options)
                .run(context -> assertThat(context).hasNotFailed());

        Options expected = Options.DEFAULT
                .withName("lobby-1")
                .withBus("none")
                .withLease(Duration.ofSeconds(20))
                .withNotice(Duration.ofSeconds(2))
                .withAutoSave(Duration.ofMinutes(1))
                .withMaxPayload(1 << 20)
                .withWhileCutOff(WhileCutOff.PLAY_ON)
                .withDrain(Duration.ofSeconds(3))
                .withJournal(Path.of("target/journal"))
                .withMaxLoads(12)
                .withHistoryPace(Duration.ofHours(2))
                .withHistoryKept(Duration.ofDays(7))
                .withMailbox(99)
                .withEvents(got[0].events())
                .withHost(got[0].host());
        assertThat(got[0]).isEqualTo(expected);
    }

    @Test
    void withoutPropertiesTheDefaultsHold() {
        Options[] got = new Options[1];
        Contexts.on("defaults")
                .withBean(LatchkeyOptionsCustomizer.class, () -> options -> got[0] = options)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(got[0]).isEqualTo(Options.DEFAULT.withEvents(got[0].events()).withHost(got[0].host()));
    }

    @Test
    void aCodecOfTheApplicationsIsUsed() {
        CodecProvider codec = new JsonCodecProvider();
        Options[] got = new Options[1];
        Contexts.on("codec")
                .withBean(CodecProvider.class, () -> codec)
                .withBean(LatchkeyOptionsCustomizer.class, () -> options -> got[0] = options)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(got[0].codec()).isSameAs(codec);
    }

    @Test
    void customizersComeLastAndInOrder() {
        @Order(1)
        class First implements LatchkeyOptionsCustomizer {
            @Override
            public Options customize(Options options) {
                return options.withName(options.name() + "-first");
            }
        }
        @Order(2)
        class Second implements LatchkeyOptionsCustomizer {
            @Override
            public Options customize(Options options) {
                return options.withName(options.name() + "-second");
            }
        }
        Contexts.on("customized")
                .withPropertyValues("latchkey.name=a")
                .withBean("b", LatchkeyOptionsCustomizer.class, Second::new)
                .withBean("c", LatchkeyOptionsCustomizer.class, First::new)
                .run(context -> assertThat(context)
                        .getBean(Latchkey.class)
                        .extracting(Latchkey::serverName)
                        .isEqualTo("a-first-second"));
    }

    @Test
    void theUrlIsNotInTheWords() {
        Contexts.plain()
                .withPropertyValues("latchkey.url=memory:secret")
                .run(context -> assertThat(
                                context.getBean(LatchkeyProperties.class).toString())
                        .doesNotContain("secret"));
    }

    @Test
    void everyOptionHasAPropertyOrIsABean() {
        Set<String> options = names(Options.class);
        Set<String> properties = names(LatchkeyProperties.class);

        options.removeAll(NO_PROPERTIES);
        assertThat(properties).containsAll(options);
        properties.removeAll(options);
        assertThat(properties).containsExactly("data-source", "health", "url");
    }

    @Test
    void everyPropertyIsDescribedWithItsTypeAndDefault() throws Exception {
        Map<String, String> expected = new TreeMap<>(Map.of("enabled", "java.lang.Boolean true"));
        expected.put("health.bus-required", "java.lang.Boolean false");
        Map<String, String> defaults = defaults();
        for (RecordComponent component : LatchkeyProperties.class.getRecordComponents()) {
            String name = kebab(component.getName());
            if (!name.equals("health")) {
                expected.put(name, component.getType().getName() + " " + defaults.getOrDefault(name, ""));
            }
        }

        Map<String, String> described = new TreeMap<>();
        for (JsonNode property : metadata().get("properties")) {
            String name = property.get("name").asString();
            assertThat(property.get("description").asString()).as(name).endsWith(".");
            if (name.startsWith("latchkey.")) {
                described.put(
                        name.substring("latchkey.".length()),
                        property.get("type").asString() + " "
                                + value(property.get("type").asString(), property.get("defaultValue")));
            }
        }
        assertThat(described).isEqualTo(expected);
    }

    /** The defaults that are the same everywhere, as the metadata's words are read. */
    private static Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        Options all = Options.DEFAULT;
        defaults.put("lease", all.lease().toString());
        defaults.put("notice", all.notice().toString());
        defaults.put("auto-save", all.autoSave().toString());
        defaults.put("max-payload", all.maxPayload() + "B");
        defaults.put("while-cut-off", all.whileCutOff().toString());
        defaults.put("drain", all.drain().toString());
        defaults.put("max-loads", String.valueOf(all.maxLoads()));
        defaults.put("history-pace", all.historyPace().toString());
        defaults.put("history-kept", all.historyKept().toString());
        defaults.put("mailbox", String.valueOf(all.mailbox()));
        return defaults;
    }

    private static String value(String type, JsonNode value) throws ClassNotFoundException {
        if (value == null) {
            return "";
        }
        return String.valueOf(
                ApplicationConversionService.getSharedInstance().convert(value.asString(), Class.forName(type)));
    }

    private static JsonNode metadata() throws Exception {
        return JsonMapper.shared().readTree(Files.readString(METADATA));
    }

    private static Set<String> names(Class<?> type) {
        List<RecordComponent> components = Arrays.asList(type.getRecordComponents());
        return components.stream()
                .map(component -> kebab(component.getName()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }
}
