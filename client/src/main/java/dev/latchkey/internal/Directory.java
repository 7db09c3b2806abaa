package dev.latchkey.internal;

import dev.latchkey.StoreAwayException;
import dev.latchkey.UnknownServerException;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.StorageEngine;
import java.util.List;

/** Finds servers by name. */
final class Directory {
    private Directory() {}

    static Id idOf(StorageEngine engine, String name) {
        if (!(engine instanceof Inspection inspection)) {
            throw new UnknownServerException(
                    "this engine cannot look up servers by name, give the id name=" + name, null);
        }
        List<Id> found = switch (inspection.servers()) {
            case Outcome.Done<List<Inspection.ServerInfo>>(List<Inspection.ServerInfo> servers) ->
                servers.stream()
                        .filter(info -> info.live() && info.name().equals(name))
                        .map(Inspection.ServerInfo::server)
                        .toList();
            case Outcome.NotDone<List<Inspection.ServerInfo>>(Outcome.Failure failure) -> throw away(failure);
            case Outcome.Unknown<List<Inspection.ServerInfo>>(Outcome.Failure failure) -> throw away(failure);
        };
        if (found.size() != 1) {
            throw new UnknownServerException(
                    "not exactly one live server has this name name=" + name + " found=" + found, null);
        }
        return found.get(0);
    }

    private static StoreAwayException away(Outcome.Failure failure) {
        return new StoreAwayException("store did not answer store=" + failure.message(), failure.cause());
    }
}
