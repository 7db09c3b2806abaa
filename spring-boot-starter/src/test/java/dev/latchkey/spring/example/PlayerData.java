package dev.latchkey.spring.example;

public record PlayerData(int level, long gold) {
    static PlayerData fresh() {
        return new PlayerData(1, 0);
    }

    PlayerData withGold(long gold) {
        return new PlayerData(level, gold);
    }
}
