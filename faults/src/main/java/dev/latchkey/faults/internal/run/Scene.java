package dev.latchkey.faults.internal.run;

import dev.latchkey.faults.internal.proxy.Proxy;
import dev.latchkey.faults.internal.proxy.Weather;
import dev.latchkey.faults.internal.server.Database;
import dev.latchkey.faults.internal.server.Nats;
import dev.latchkey.faults.internal.server.SmallDisk;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What a fault has at hand.
 *
 * @param bus server of the bus, where the database is none
 * @param disk that the database is on, if it is a small one
 * @param stores a proxy before the store for each game server, in their order
 * @param buses a proxy before the bus for each game server
 * @param lease of the game servers
 * @param say tells what happens
 */
record Scene(
        Database database,
        Optional<Nats> bus,
        Optional<SmallDisk> disk,
        List<Proxy> stores,
        List<Proxy> buses,
        Players players,
        Duration lease,
        Consumer<String> say) {
    /** Lets the players play. */
    void play(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }

    /** One weather for some of the proxies, until the time is over. */
    void weather(List<Proxy> proxies, Weather weather, Duration time) throws InterruptedException {
        proxies.forEach(proxy -> proxy.weather(weather));
        play(time);
        proxies.forEach(proxy -> proxy.weather(new Weather.Clear()));
    }
}
