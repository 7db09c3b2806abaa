package dev.latchkey.engine.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a script is given. Not thread-safe. */
final class Arguments {
    private static final byte[] YES = {'1'};
    private static final byte[] NO = {};

    private final List<byte[]> values = new ArrayList<>();

    Arguments add(String value) {
        values.add(value.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Arguments add(long value) {
        return add(Long.toString(value));
    }

    Arguments add(boolean value) {
        values.add(value ? YES : NO);
        return this;
    }

    Arguments add(byte[] value) {
        values.add(value);
        return this;
    }

    /** As arguments of EVALSHA. */
    byte[][] call(Script script, byte[] prefix) {
        byte[][] all = new byte[values.size() + 3][];
        all[0] = script.sha().getBytes(StandardCharsets.US_ASCII);
        all[1] = YES;
        all[2] = prefix;
        for (int i = 0; i < values.size(); i++) {
            all[i + 3] = values.get(i);
        }
        return all;
    }
}
