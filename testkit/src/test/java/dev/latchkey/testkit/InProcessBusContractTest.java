package dev.latchkey.testkit;

import dev.latchkey.bus.local.InProcessBus;
import dev.latchkey.spi.MessageBus;

class InProcessBusContractTest extends MessageBusContract {
    @Override
    protected MessageBus open() {
        return InProcessBus.open("contract");
    }
}
