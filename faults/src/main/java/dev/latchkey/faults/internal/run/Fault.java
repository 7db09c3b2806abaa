package dev.latchkey.faults.internal.run;

import dev.latchkey.faults.internal.proxy.Direction;
import dev.latchkey.faults.internal.proxy.Proxy;
import dev.latchkey.faults.internal.proxy.Snare;
import dev.latchkey.faults.internal.proxy.Weather;
import dev.latchkey.faults.internal.server.Nats;
import dev.latchkey.faults.internal.server.SmallDisk;
import dev.latchkey.faults.internal.server.StandbyPair;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** What goes wrong while the players play. */
public enum Fault {
    STORE_KILLED("the database is killed, and started again after 5 s"),
    STORE_PAUSED("the database is paused for 20 s"),
    CUT_AT_EVERY_BYTE("connections to the database are cut after 1, 2, 3, … bytes, of requests and of replies"),
    CUT_WHILE_CONNECTING("as above, but new connections are cut, too, so that hardly one comes about"),
    REPLIES_LOST("the database does what it is asked, and nobody hears of it, 3 times for 3 s"),
    HALF_CLOSED("connections to the database end in one direction, by turns"),
    SLOW("each answer of the database takes 200 ms longer"),
    SERVER_KILLED("a game server is killed, and started again after its lease"),
    SERVER_PAUSED("a game server is paused past its lease"),
    STORE_UNREACHABLE("a game server is cut off from the store only, past its lease"),
    BUS_UNREACHABLE("a game server is cut off from the bus only"),
    BUS_DOWN("all game servers are cut off from the bus"),
    CLOCKS_APART("the wall clocks of the game servers are ten minutes apart, and one of them is killed"),
    DISK_FULL("the database's disk is full, and has room again after 12 s"),
    STANDBY_PROMOTED(
            "the synchronous standby is cut off, the database is killed for good 2 s later, and after 3 s the standby takes its place"),
    BUS_KILLED("the bus server is killed, and started again after 8 s");

    private static final Duration BEFORE = Duration.ofSeconds(5);
    private static final Duration AFTER = Duration.ofSeconds(8);
    private static final int UNLUCKY = 2;
    /** A save of these players has fewer, unless others share its batch. */
    private static final int MOST_BYTES = 600;

    private static final Duration BREATH = Duration.ofMillis(150);
    private static final int REPLY_IS_SHORTER = 4;
    /** Bytes after which a connection does its daily work. */
    private static final int SETTLED = 2_000;

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    /** What it is. */
    public String words() {
        return words;
    }

    /** As people write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it takes a disk that can be filled. */
    boolean isOfDisk() {
        return this == DISK_FULL;
    }

    /** Whether it takes a bus server beside the database. */
    boolean isOfBusServer() {
        return this == BUS_KILLED;
    }

    /** Whether the database has a standby. */
    boolean isOfStandby() {
        return this == STANDBY_PROMOTED;
    }

    /** How many minutes each server's wall clock is ahead of the one before it. */
    int minutesApart() {
        return this == CLOCKS_APART ? 10 : 0;
    }

    /** All of it, from calm to calm. */
    void strike(Scene scene) throws InterruptedException, IOException {
        scene.play(BEFORE);
        scene.say().accept("now: " + words);
        breaks(scene);
        scene.say().accept("over: " + words);
        scene.play(AFTER);
    }

    private void breaks(Scene scene) throws InterruptedException, IOException {
        Duration pastLease = scene.lease().plusSeconds(4);
        List<Proxy> all = scene.stores();
        switch (this) {
            case STORE_KILLED -> {
                scene.database().kill();
                scene.play(Duration.ofSeconds(5));
                scene.database().startAgain();
            }
            case STORE_PAUSED -> {
                scene.database().pause();
                scene.play(Duration.ofSeconds(20));
                scene.database().resume();
            }
            case CUT_AT_EVERY_BYTE -> cutAtEveryByte(scene, SETTLED, Duration.ofSeconds(60));
            case CUT_WHILE_CONNECTING -> cutAtEveryByte(scene, 0, Duration.ofSeconds(15));
            case REPLIES_LOST -> {
                for (int i = 0; i < 3; i++) {
                    scene.weather(all, new Weather.Lossy(false, true), Duration.ofSeconds(3));
                    scene.play(Duration.ofSeconds(3));
                }
            }
            case HALF_CLOSED -> {
                for (int i = 0; i < 10; i++) {
                    Direction way = i % 2 == 0 ? Direction.REQUEST : Direction.REPLY;
                    all.forEach(proxy -> proxy.halfClose(way));
                    scene.play(Duration.ofMillis(1_200));
                }
            }
            case SLOW -> scene.weather(all, new Weather.Slow(Duration.ofMillis(100)), Duration.ofSeconds(12));
            case SERVER_KILLED -> {
                scene.players().kill(UNLUCKY);
                scene.play(pastLease);
                scene.players().start(UNLUCKY);
            }
            case SERVER_PAUSED -> {
                scene.players().pause(UNLUCKY);
                scene.play(pastLease);
                scene.players().resume(UNLUCKY);
            }
            case STORE_UNREACHABLE ->
                scene.weather(List.of(all.get(UNLUCKY - 1)), new Weather.Lossy(true, true), pastLease);
            case BUS_UNREACHABLE ->
                scene.weather(List.of(scene.buses().get(UNLUCKY - 1)), new Weather.Lossy(true, true), pastLease);
            case CLOCKS_APART -> {
                scene.players().kill(UNLUCKY);
                scene.play(pastLease);
                scene.players().start(UNLUCKY);
            }
            case DISK_FULL -> diskFull(scene);
            case BUS_KILLED -> {
                Nats bus = scene.bus().orElseThrow();
                bus.kill();
                scene.play(Duration.ofSeconds(8));
                bus.startAgain();
            }
            case STANDBY_PROMOTED -> {
                StandbyPair pair = (StandbyPair) scene.database();
                pair.part();
                scene.play(Duration.ofSeconds(2));
                pair.kill();
                scene.play(Duration.ofSeconds(3));
                pair.promote();
            }
            case BUS_DOWN -> scene.weather(scene.buses(), new Weather.Closed(), pastLease);
        }
    }

    private static void diskFull(Scene scene) throws InterruptedException, IOException {
        SmallDisk disk = scene.disk().orElseThrow();
        disk.fill();
        scene.play(Duration.ofSeconds(12));
        disk.free();
        scene.database().startIfEnded();
    }

    /**
     * Each game server's proxy takes every so-manieth length, so that all together take each. The next snare is laid a
     * moment after the last has sprung, so that what is tried again may come through.
     */
    private static void cutAtEveryByte(Scene scene, long settled, Duration most) throws InterruptedException {
        List<Proxy> proxies = scene.stores();
        List<Deque<Snare>> left = new ArrayList<>();
        for (int i = 0; i < proxies.size(); i++) {
            Deque<Snare> snares = new ArrayDeque<>();
            for (int after = i; after < MOST_BYTES; after += proxies.size()) {
                snares.add(new Snare(Direction.REQUEST, after, settled));
                snares.add(new Snare(Direction.REPLY, after / REPLY_IS_SHORTER, settled));
            }
            left.add(snares);
        }
        int laid = 0;
        for (long turn = most.dividedBy(BREATH); turn > 0; turn--) {
            for (int i = 0; i < proxies.size(); i++) {
                if (proxies.get(i).isFree() && !left.get(i).isEmpty()) {
                    proxies.get(i).lay(List.of(left.get(i).remove()));
                    laid++;
                }
            }
            scene.play(BREATH);
        }
        proxies.forEach(Proxy::clear);
        int sprung = proxies.stream().mapToInt(Proxy::sprung).sum();
        scene.say().accept("connections cut: " + sprung + " of " + laid + " laid, " + 2 * MOST_BYTES + " in all");
    }
}
