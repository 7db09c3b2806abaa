package dev.latchkey.testkit;

/** A part of a contract, which runs on a stage with a fresh store for each test. */
public interface Staged {
    /** This test's stage. */
    EngineStage stage();
}
