package dev.latchkey.engine.table;

import dev.latchkey.spi.EffectRules;
import dev.latchkey.spi.RecordRules;
import dev.latchkey.spi.ServerRules;

/** The rules that an engine decides by. */
record Rules(RecordRules records, ServerRules servers, EffectRules effects) {
    static final Rules PROTOCOL = new Rules(new RecordRules(), new ServerRules(), new EffectRules());
}
