package dev.latchkey.internal;

import dev.latchkey.Ref;
import dev.latchkey.spi.ProfileId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What takes part in a transaction, by its store. Immutable. */
record Parts(Map<ProfileId, Profiles<?>> profiles, Map<ProfileId, DocumentStore<?>> documents) {
    Parts {
        profiles = Collections.unmodifiableMap(profiles);
        documents = Collections.unmodifiableMap(documents);
    }

    /**
     * @throws IllegalArgumentException if there is none, or one of another Latchkey
     */
    static Parts of(Server server, List<Ref<?>> refs) {
        Map<ProfileId, Profiles<?>> profiles = new LinkedHashMap<>();
        Map<ProfileId, DocumentStore<?>> documents = new LinkedHashMap<>();
        for (Ref<?> ref : refs) {
            if (ref.store() instanceof Profiles<?> store && store.server() == server) {
                profiles.put(ref.id(), store);
            } else if (ref.store() instanceof DocumentStore<?> store
                    && store.aside().server() == server) {
                documents.put(ref.id(), store);
            } else {
                throw new IllegalArgumentException("profile is not of this Latchkey profile=" + ref);
            }
        }
        if (refs.isEmpty()) {
            throw new IllegalArgumentException("a transaction has at least one profile or document");
        }
        return new Parts(profiles, documents);
    }

    /** All of them, for people. */
    List<ProfileId> all() {
        List<ProfileId> all = new ArrayList<>(profiles.keySet());
        all.addAll(documents.keySet());
        return all;
    }
}
