package dev.latchkey.spring.example;

import dev.latchkey.Profile;
import dev.latchkey.ProfileStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
class PlayerController {
    private final ProfileStore<PlayerData> players;
    private final Map<String, Profile<PlayerData>> online = new ConcurrentHashMap<>();

    PlayerController(ProfileStore<PlayerData> players) {
        this.players = players;
    }

    @PostMapping("/players/{name}/join")
    PlayerData join(@PathVariable String name) {
        Profile<PlayerData> profile =
                players.load(name); // a virtual thread may wait here: spring.threads.virtual.enabled
        online.put(name, profile);
        profile.onEnded(ended -> online.remove(name, profile)); // left, asked for by another server, or shutdown
        return profile.data();
    }

    @PostMapping("/players/{name}/gold/{amount}")
    PlayerData earn(@PathVariable String name, @PathVariable long amount) {
        return online(name).update(data -> data.withGold(data.gold() + amount));
    }

    @PostMapping("/players/{name}/leave")
    void leave(@PathVariable String name) {
        online(name).close(); // saves and unlocks in one atomic write
    }

    private Profile<PlayerData> online(String name) {
        Profile<PlayerData> profile = online.get(name);
        if (profile == null) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "not online: " + name);
        }
        return profile;
    }
}
