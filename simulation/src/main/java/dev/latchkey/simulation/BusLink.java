package dev.latchkey.simulation;

import dev.latchkey.core.Input;
import dev.latchkey.core.Message;
import dev.latchkey.core.MessageCodec;
import dev.latchkey.spi.Id;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/** The bus between servers: bytes, with a server's former ids heard too, as what is on its way still arrives. */
final class BusLink {
    private static final long QUICK = Duration.ofMillis(1).toNanos();
    private final Scene scene;
    private final Timeline timeline;
    private final Chance chance;
    private final Set<String> cut = new TreeSet<>();
    Faults faults = Faults.NONE;

    BusLink(Scene scene, Timeline timeline, Chance chance) {
        this.scene = scene;
        this.timeline = timeline;
        this.chance = chance;
    }

    void send(Server from, Id to, Message message) {
        Server receiver = scene.server(to);
        if (receiver == null || cut.contains(path(from, receiver)) || chance.of(faults.dropped())) {
            return;
        }
        deliver(receiver, message, delay());
        if (chance.of(faults.doubled())) {
            deliver(receiver, message, chance.between(0, faults.latest()));
        }
    }

    private void deliver(Server receiver, Message message, long in) {
        byte[] bytes = MessageCodec.encode(message);
        Message read = MessageCodec.decode(bytes);
        if (read == null || !message.equals(read)) {
            throw new IllegalStateException("the codec made " + read + " of " + message);
        }
        timeline.in(in, () -> receiver.run(() -> receiver.feed(new Input.Received(read))));
    }

    private long delay() {
        return chance.of(faults.delayed()) ? chance.between(0, faults.latest()) : chance.between(QUICK / 10, QUICK);
    }

    /** No message goes from one machine to the other, which may be the same one, until it is healed. */
    void cut(String from, String to) {
        cut.add(from + to);
    }

    void heal(String from, String to) {
        cut.remove(from + to);
    }

    void heal() {
        cut.clear();
    }

    private static String path(Server from, Server to) {
        return Scene.machine(from) + Scene.machine(to);
    }
}
