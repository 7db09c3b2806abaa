package dev.latchkey.engine.redis;

import dev.latchkey.engine.redis.Connections.Command;
import dev.latchkey.spi.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol;

/**
 * What the server says of its settings. A setting that it does not tell, for example since CONFIG is forbidden, is null.
 */
record Settings(
        @Nullable String appendonly,
        @Nullable String appendfsync,
        @Nullable String maxmemory,
        @Nullable String policy) {
    private static final String ONLY = "appendonly";
    private static final String FSYNC = "appendfsync";
    private static final String MEMORY = "maxmemory";
    private static final String POLICY = "maxmemory-policy";

    static Settings of(Server server) {
        List<String> names = List.of(ONLY, FSYNC, MEMORY, POLICY);
        List<Outcome<Object>> outcomes = server.send(names.stream()
                .map(name -> new Command(Protocol.Command.CONFIG, bytes("GET"), bytes(name)))
                .toList());
        Map<String, String> told = new TreeMap<>();
        for (Outcome<Object> outcome : outcomes) {
            if (outcome instanceof Outcome.Done<Object> done
                    && done.reply() instanceof List<?> pair
                    && pair.size() == 2) {
                told.put(RedisTable.text(pair.get(0)), RedisTable.text(pair.get(1)));
            }
        }
        return new Settings(told.get(ONLY), told.get(FSYNC), told.get(MEMORY), told.get(POLICY));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** What an acknowledged save survives; null where the server does not tell. */
    @Nullable
    Durability durability() {
        if (appendonly == null || appendfsync == null || maxmemory == null || policy == null) {
            return null;
        }
        if (!appendonly.equals("yes") || evicts(maxmemory, policy)) {
            return Durability.NONE;
        }
        return switch (appendfsync) {
            case "always" -> Durability.POWER;
            case "everysec" -> Durability.SECOND;
            default -> Durability.PROCESS;
        };
    }

    private static boolean evicts(String memory, String policy) {
        return !memory.equals("0") && !policy.equals("noeviction");
    }

    /** For people: what an acknowledged save survives, and by which settings. */
    String words() {
        String settings = " (appendonly=" + told(appendonly) + ", appendfsync=" + told(appendfsync) + ", maxmemory="
                + told(maxmemory) + ", maxmemory-policy=" + told(policy)
                + "). A replica that takes over may lack the last"
                + " saves: replication waits for nobody.";
        Durability durability = durability();
        return switch (durability) {
            case null ->
                "What an acknowledged save survives is unknown: this user may not read the server's settings"
                        + settings;
            case NONE -> none() + settings;
            case PROCESS ->
                "An acknowledged save survives the end of the server's process, but may be lost with the system or the"
                        + " power" + settings;
            case SECOND ->
                "An acknowledged save survives the end of the server's process; those of the last two seconds may be lost"
                        + " with the system or the power" + settings;
            case POWER ->
                "An acknowledged save is synced to the server's disk: it survives the end of the process, of the system"
                        + " and a loss of power, if the disk keeps what it says it has written" + settings;
        };
    }

    private String none() {
        return "yes".equals(appendonly)
                ? "The server may evict what was saved when its memory is full: set maxmemory-policy to noeviction"
                : "An acknowledged save is in the server's memory only and is lost with its process: set appendonly to yes"
                        + " and appendfsync to always";
    }

    private static String told(@Nullable String setting) {
        return setting == null ? "unknown" : setting;
    }
}
