package dev.latchkey.engine.postgres;

import dev.latchkey.spi.MessageBus;
import dev.latchkey.testkit.MessageBusContract;

final class NotifyBusTest extends MessageBusContract {
    @Override
    protected MessageBus open() {
        return NotifyBus.open(Server.url("public"));
    }
}
