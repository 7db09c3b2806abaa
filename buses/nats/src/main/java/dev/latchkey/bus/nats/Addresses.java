package dev.latchkey.bus.nats;

import java.util.ArrayList;
import java.util.List;

/** Hosts and ports in a URL. */
final class Addresses {
    private static final int HIGHEST_PORT = 65_535;

    private Addresses() {}

    /**
     * Reads {@code host:port,host:port}; a port that is not named is the server's own.
     *
     * @throws IllegalArgumentException if it is none such
     */
    static List<String> of(String list) {
        List<String> servers = new ArrayList<>();
        for (String each : list.split(",", -1)) {
            int colon = each.endsWith("]") ? -1 : each.lastIndexOf(':');
            String host = colon < 0 ? each : each.substring(0, colon);
            int port = colon < 0 ? NatsSettings.DEFAULT_PORT : port(each.substring(colon + 1));
            // Without the text: what stands in the place of a host may be part of a password.
            if (!host.matches("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]") || port < 1 || port > HIGHEST_PORT) {
                throw new IllegalArgumentException(
                        "not a server of NATS, which is host:port; escape what is special in a"
                                + " password, for example @ as %40");
            }
            servers.add(host + ":" + port);
        }
        return servers;
    }

    private static int port(String digits) {
        return digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : 0;
    }
}
