package dev.latchkey.testkit;

import dev.latchkey.bus.local.InProcessBus;
import dev.latchkey.spi.MessageBus;

/** A bus that loses, doubles and holds back messages still keeps the contract. */
class BreakableBusContractTest extends MessageBusContract {
    @Override
    protected MessageBus open() {
        return new BreakableBus(InProcessBus.open("contract of breakable"), 42, 30);
    }
}
