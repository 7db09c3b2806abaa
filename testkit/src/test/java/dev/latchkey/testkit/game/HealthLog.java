package dev.latchkey.testkit.game;

import dev.latchkey.Events;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what a server says of its health. */
final class HealthLog implements Events {
    private final List<String> said = new CopyOnWriteArrayList<>();

    List<String> said() {
        return said;
    }

    @Override
    public void storeAway(String detail) {
        said.add("storeAway");
    }

    @Override
    public void storeBack() {
        said.add("storeBack");
    }

    @Override
    public void busAway() {
        said.add("busAway");
    }

    @Override
    public void busBack() {
        said.add("busBack");
    }

    @Override
    public void suspended() {
        said.add("suspended");
    }

    @Override
    public void resumed() {
        said.add("resumed");
    }

    @Override
    public void journalled(int entries, String where) {
        said.add("journalled " + entries);
    }

    @Override
    public void replayed(int applied, int orphaned) {
        said.add("replayed " + applied + " " + orphaned);
    }
}
