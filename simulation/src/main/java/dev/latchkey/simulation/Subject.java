package dev.latchkey.simulation;

import dev.latchkey.core.Rules;
import dev.latchkey.spi.EffectRules;
import dev.latchkey.spi.RecordRules;
import dev.latchkey.spi.ServerRules;

/** The decisions under test: those of the protocol, or with a fault planted. */
record Subject(Rules rules, RecordRules records, ServerRules servers, EffectRules effects) {
    /** What ships. */
    static final Subject SHIPPED = new Subject(Rules.PROTOCOL, new RecordRules(), new ServerRules());

    /** With the right rules for mail and items. */
    Subject(Rules rules, RecordRules records, ServerRules servers) {
        this(rules, records, servers, new EffectRules());
    }
}
