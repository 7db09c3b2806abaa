package dev.latchkey.simulation;

import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a letter of the simulation carries. */
record Gift(long gold, List<String> items) {
    /** The sender of letters that no player paid for. */
    static final String WORLD = "the world";

    /** So few, that mailboxes are full now and then. */
    private static final int ROOM = 6;

    static Gift in(Letter letter) {
        String text = new String(letter.content().bytes(), StandardCharsets.UTF_8);
        return new Gift(Long.parseLong(text), letter.items());
    }

    Letter letter(ProfileId to, String id, String from, @Nullable Duration lifetime) {
        Payload content = new Payload(Long.toString(gold).getBytes(StandardCharsets.UTF_8), "simulated", 1, true);
        return new Letter(to, id, "gift", content, from, items, lifetime, ROOM, null);
    }
}
