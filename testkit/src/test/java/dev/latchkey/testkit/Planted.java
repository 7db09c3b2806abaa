package dev.latchkey.testkit;

import dev.latchkey.spi.RecordRules;
import dev.latchkey.spi.ServerRules;
import java.util.List;

/** Rules with one mistake, and the numbers of the contract's tests that must find it. */
record Planted(String mistake, List<String> foundBy, RecordRules recordRules, ServerRules serverRules) {
    Planted(String mistake, List<String> foundBy, RecordRules wrong) {
        this(mistake, foundBy, wrong, new ServerRules());
    }

    Planted(String mistake, List<String> foundBy, ServerRules wrong) {
        this(mistake, foundBy, new RecordRules(), wrong);
    }

    @Override
    public String toString() {
        return mistake;
    }
}
