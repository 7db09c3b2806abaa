package dev.latchkey.testkit;

import dev.latchkey.bus.local.SocketBus;
import dev.latchkey.spi.MessageBus;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SocketBusContractTest extends MessageBusContract {
    @TempDir
    Path folder;

    @Override
    protected MessageBus open() {
        return SocketBus.open(folder.resolve("bus"));
    }
}
