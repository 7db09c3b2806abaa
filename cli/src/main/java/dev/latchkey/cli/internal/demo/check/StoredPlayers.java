package dev.latchkey.cli.internal.demo.check;

import dev.latchkey.cli.internal.demo.server.GameServer;
import dev.latchkey.cli.internal.demo.wire.Gift;
import dev.latchkey.cli.internal.demo.wire.PlayerData;
import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What the store holds, read past the library: the engine's bytes as JSON. */
final class StoredPlayers {
    private static final JsonMapper JSON = new JsonMapper();

    private StoredPlayers() {}

    static Stored read(String url) throws IOException {
        Map<String, PlayerData> players = new HashMap<>();
        List<Stored.Waiting> letters = new ArrayList<>();
        try (OpenStore store = OpenStore.open(url)) {
            List<ProfileId> keys =
                    OpenStore.reply(store.inspection().keys(GameServer.STORE, "", null, Integer.MAX_VALUE));
            for (ProfileId key : keys) {
                Optional<ProfileRecord> found =
                        OpenStore.reply(store.engine().read(List.of(key)).get(0));
                Payload payload = found.map(ProfileRecord::payload).orElse(null);
                if (payload != null) {
                    players.put(key.key(), JSON.readValue(payload.bytes(), PlayerData.class));
                }
                Mailboxes.Fetch all = new Mailboxes.Fetch(key, 0, Integer.MAX_VALUE);
                OpenStore.reply(store.mail().fetch(List.of(all)).get(0))
                        .forEach(delivery -> letters.add(waiting(delivery.letter())));
            }
            OpenStore.reply(store.mail().deadLetters(null, Integer.MAX_VALUE))
                    .forEach(dead -> letters.add(waiting(dead.letter())));
        } catch (JacksonException broken) {
            throw new IOException("a stored profile cannot be read", broken);
        }
        return new Stored(players, letters);
    }

    private static Stored.Waiting waiting(Letter letter) {
        Gift gift = JSON.readValue(letter.content().bytes(), Gift.class);
        return new Stored.Waiting(letter.to().key(), gift);
    }
}
