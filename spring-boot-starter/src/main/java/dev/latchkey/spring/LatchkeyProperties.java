package dev.latchkey.spring;

import dev.latchkey.Options;
import dev.latchkey.WhileCutOff;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The properties {@code latchkey.*}; null: as {@link Options#DEFAULT} has it. What each means is said to people in {@code
 * META-INF/spring-configuration-metadata.json}.
 */
@ConfigurationProperties("latchkey")
record LatchkeyProperties(
        @Nullable String url,
        @Nullable String dataSource,
        @Nullable String name,
        @Nullable String bus,
        @Nullable Duration lease,
        @Nullable Duration notice,
        @Nullable Duration autoSave,
        @Nullable DataSize maxPayload,
        @Nullable WhileCutOff whileCutOff,
        @Nullable Duration drain,
        @Nullable String journal,
        @Nullable Integer maxLoads,
        @Nullable Duration historyPace,
        @Nullable Duration historyKept,
        @Nullable Integer mailbox,
        @DefaultValue Health health) {

    /**
     * The properties {@code latchkey.health.*}.
     *
     * @param busRequired whether a server whose bus is silent is out of service
     */
    record Health(@DefaultValue("false") boolean busRequired) {}

    /**
     * The options that these properties come to.
     *
     * @throws StartFailure if a value is out of its range; names the property
     */
    Options options() {
        Change change = new Change(Options.DEFAULT);
        change.set("name", name, value -> change.options.withName(value));
        change.set("bus", bus, value -> change.options.withBus(value));
        change.set("lease", lease, value -> change.options.withLease(value));
        change.set("notice", notice, value -> change.options.withNotice(value));
        change.set("auto-save", autoSave, value -> change.options.withAutoSave(value));
        change.set("max-payload", maxPayload, value -> change.options.withMaxPayload(bytes(value)));
        change.set("while-cut-off", whileCutOff, value -> change.options.withWhileCutOff(value));
        change.set("drain", drain, value -> change.options.withDrain(value));
        change.set("journal", journal, value -> change.options.withJournal(Path.of(value)));
        change.set("max-loads", maxLoads, value -> change.options.withMaxLoads(value));
        change.set("history-pace", historyPace, value -> change.options.withHistoryPace(value));
        change.set("history-kept", historyKept, value -> change.options.withHistoryKept(value));
        change.set("mailbox", mailbox, value -> change.options.withMailbox(value));
        return change.options;
    }

    /** Too many are as many as fit, which is out of the range still. */
    private static int bytes(DataSize size) {
        return (int) Math.min(Integer.MAX_VALUE, size.toBytes());
    }

    private static final class Change {
        private Options options;

        Change(Options options) {
            this.options = options;
        }

        <T> void set(String property, @Nullable T value, Function<T, Options> with) {
            if (value == null) {
                return;
            }
            try {
                options = with.apply(value);
            } catch (IllegalArgumentException refused) {
                throw new StartFailure(
                        String.valueOf(refused.getMessage()),
                        "Correct the property latchkey." + property + ", or leave it out.",
                        refused);
            }
        }
    }

    /** Hides what may be secret. */
    @Override
    public String toString() {
        return "LatchkeyProperties[…]";
    }
}
