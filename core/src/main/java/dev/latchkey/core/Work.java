package dev.latchkey.core;

/** What a session has to do. */
final class Work {}
