package dev.latchkey.engine.table;

import dev.latchkey.spi.ProfileRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as rows have them: microseconds since 1970. */
final class Times {
    private static final String NEVER = "*";

    private Times() {}

    static long micros(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    static String text(Instant time) {
        return time.equals(ProfileRecord.UNTIL_A_COMMIT) ? NEVER : Long.toString(micros(time));
    }

    static Instant of(String text) {
        return text.equals(NEVER) ? ProfileRecord.UNTIL_A_COMMIT : instant(Long.parseLong(text));
    }

    /** The time of a name that {@link Step#moment} began. */
    static Instant ofMoment(String moment) {
        return instant(Padded.number(moment.substring(0, moment.indexOf('-'))));
    }

    /** In the order of time as text, for names of rows. */
    static String sortable(Instant time) {
        return Padded.of(micros(time));
    }
}
