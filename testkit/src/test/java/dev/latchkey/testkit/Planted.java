package dev.latchkey.testkit;

import dev.latchkey.spi.EffectRules;
import dev.latchkey.spi.RecordRules;
import dev.latchkey.spi.ServerRules;
import dev.latchkey.spi.StorageEngine;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Rules with one mistake, or an engine around one that keeps to them all, and the numbers of the contract's tests that
 * must find it.
 */
record Planted(
        String mistake,
        List<String> foundBy,
        RecordRules recordRules,
        ServerRules serverRules,
        EffectRules effectRules,
        UnaryOperator<StorageEngine> around) {
    /** None. */
    static final Planted NONE = new Planted("none", List.of(), new RecordRules());

    Planted(String mistake, List<String> foundBy, RecordRules wrong) {
        this(mistake, foundBy, wrong, new ServerRules(), new EffectRules(), UnaryOperator.identity());
    }

    Planted(String mistake, List<String> foundBy, ServerRules wrong) {
        this(mistake, foundBy, new RecordRules(), wrong, new EffectRules(), UnaryOperator.identity());
    }

    Planted(String mistake, List<String> foundBy, EffectRules wrong) {
        this(mistake, foundBy, new RecordRules(), new ServerRules(), wrong, UnaryOperator.identity());
    }

    Planted(String mistake, List<String> foundBy, UnaryOperator<StorageEngine> wrong) {
        this(mistake, foundBy, new RecordRules(), new ServerRules(), new EffectRules(), wrong);
    }

    @Override
    public String toString() {
        return mistake;
    }
}
