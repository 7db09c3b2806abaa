package dev.latchkey.engine.memory;

import dev.latchkey.spi.EffectRules;
import dev.latchkey.spi.RecordRules;
import dev.latchkey.spi.ServerRules;

/** The rules that a store decides by; others than the protocol's are for planting faults. */
record MemoryRules(RecordRules records, ServerRules servers, EffectRules effects) {
    static final MemoryRules PROTOCOL = new MemoryRules(new RecordRules(), new ServerRules(), new EffectRules());
}
