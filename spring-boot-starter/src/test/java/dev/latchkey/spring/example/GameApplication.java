package dev.latchkey.spring.example;

import dev.latchkey.Latchkey;
import dev.latchkey.ProfileStore;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class GameApplication {
    public static void main(String[] args) {
        SpringApplication.run(GameApplication.class, args);
    }

    @Bean
    ProfileStore<PlayerData> players(Latchkey latchkey) {
        return latchkey.profiles("players", PlayerData.class, PlayerData::fresh);
    }
}
