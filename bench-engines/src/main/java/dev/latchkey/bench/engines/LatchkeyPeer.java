package dev.latchkey.bench.engines;

import dev.latchkey.Latchkey;
import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import java.util.List;

/** Latchkey itself, on two servers. */
final class LatchkeyPeer implements Peer {
    private final List<Latchkey> servers;
    private final List<ProfileStore<byte[]>> stores;

    LatchkeyPeer(String url, byte[] payload) {
        servers = List.of(Latchkey.open(url), Latchkey.open(url));
        stores = servers.stream()
                .map(server -> server.profiles("peers", byte[].class, () -> payload))
                .toList();
    }

    @Override
    public Held take(int server, String key) {
        Profile<byte[]> profile = stores.get(server).load(key);
        return () -> {
            profile.update(byte[]::clone);
            profile.close();
        };
    }

    @Override
    public void close() {
        servers.forEach(Latchkey::close);
    }
}
