package dev.latchkey.engine.table;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a mailbox knows of a letter. The row's body is the letter's content. */
sealed interface Mail {
    /** It waits. */
    record Waits(
            Letter letter,
            long number,
            Instant sent,
            @Nullable Instant expires,
            @Nullable Id told) implements Mail {
        /** Whether its lifetime is over. */
        boolean isOver(Instant now) {
            return expires != null && !expires.isAfter(now);
        }
    }

    /**
     * It is dead.
     *
     * @param moment names it among the dead
     */
    record Died(Letter letter, String moment, Instant at, String reason) implements Mail {}

    /**
     * Its id is known.
     *
     * @param moment names it among the settled
     */
    record Known(String letter, String moment) implements Mail {}

    /** As a row's value. */
    default String line() {
        return switch (this) {
            case Waits waits ->
                letter(
                        new Line()
                                .text("waits")
                                .number(waits.number())
                                .time(waits.sent())
                                .time(waits.expires())
                                .id(waits.told()),
                        waits.letter());
            case Died died ->
                letter(
                        new Line()
                                .text("dead")
                                .text(died.moment())
                                .time(died.at())
                                .text(died.reason()),
                        died.letter());
            case Known known -> new Line().text("known").text(known.moment()).done();
        };
    }

    private static String letter(Line line, Letter letter) {
        Duration lifetime = letter.lifetime();
        Payload content = letter.content();
        return line.text(letter.type())
                .text(letter.from())
                .texts(letter.items())
                .maybe(lifetime == null ? null : lifetime.toString())
                .number(letter.room())
                .maybe(letter.undeliverable())
                .text(content.codec())
                .number(content.schema())
                .flag(content.text())
                .done();
    }

    static Mail of(ProfileId mailbox, String id, String line, byte @Nullable [] body) {
        return Columns.read("letter " + id + " to " + mailbox, line, from -> read(mailbox, id, from, body));
    }

    private static Mail read(ProfileId mailbox, String id, Columns from, byte @Nullable [] body) {
        String state = from.text();
        return switch (state) {
            case "waits" -> {
                long number = from.number();
                Instant sent = from.time();
                Instant expires = from.maybeTime();
                Id told = from.maybeId();
                yield new Waits(letter(mailbox, id, from, body), number, sent, expires, told);
            }
            case "dead" -> {
                String moment = from.text();
                Instant at = from.time();
                String reason = from.text();
                yield new Died(letter(mailbox, id, from, body), moment, at, reason);
            }
            case "known" -> new Known(id, from.text());
            default -> throw new IllegalArgumentException("state=" + state);
        };
    }

    private static Letter letter(ProfileId mailbox, String id, Columns from, byte @Nullable [] body) {
        String type = from.text();
        String sender = from.text();
        List<String> items = from.texts();
        String lifetime = from.maybe();
        int room = from.small();
        String undeliverable = from.maybe();
        Payload content = new Payload(body == null ? new byte[0] : body, from.text(), from.small(), from.flag());
        Duration lives = lifetime == null ? null : Duration.parse(lifetime);
        return new Letter(mailbox, id, type, content, sender, items, lives, room, undeliverable);
    }
}
