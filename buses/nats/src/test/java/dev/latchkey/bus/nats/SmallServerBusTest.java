package dev.latchkey.bus.nats;

import dev.latchkey.spi.MessageBus;
import dev.latchkey.testkit.MessageBusContract;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The whole contract of buses where no server of NATS is installed. */
final class SmallServerBusTest extends MessageBusContract {
    @SuppressWarnings("NullAway.Init") // set before each
    private SmallServer server;

    @BeforeEach
    void start() throws IOException {
        server = new SmallServer(1 << 20);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Override
    protected MessageBus open() {
        return NatsBus.open(server.settings());
    }
}
