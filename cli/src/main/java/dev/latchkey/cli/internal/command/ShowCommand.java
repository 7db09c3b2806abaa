package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.store.Json;
import dev.latchkey.cli.internal.store.OpenStore;
import dev.latchkey.cli.internal.store.ServerView;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Inspection;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Wanted;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One profile, all of it. */
@Command(name = "show", description = "Shows a profile: who has it, since when, and its data as last saved.")
public final class ShowCommand extends StoreCommand {
    @Parameters(paramLabel = "KEY", description = "STORE/KEY, or the key alone with --in or where there is one store.")
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private String key;

    @Option(names = "--in", paramLabel = "STORE", description = "The store of the key.")
    private @Nullable String in;

    /**
     * A profile, for people.
     *
     * @param owner name of the server that has it, null for none
     * @param state of that server: live, silent, gone, unknown
     * @param data as text where it is text, else hexadecimal; null where there is none
     */
    public record View(
            String profile,
            @Nullable String owner,
            @Nullable String ownerId,
            @Nullable String state,
            @Nullable String wantedBy,
            long token,
            long version,
            @Nullable String write,
            boolean erased,
            Instant created,
            Instant updated,
            Instant lastSession,
            @Nullable String codec,
            int schema,
            int bytes,
            @Nullable String data) {}

    @Override
    int run(OpenStore store) {
        ProfileRecord record = store.read(store.profile(key, Optional.ofNullable(in)));
        View view = view(record, store.servers());
        if (!printed(view)) {
            print(view);
        }
        return 0;
    }

    private static View view(ProfileRecord record, Map<Id, Inspection.ServerInfo> servers) {
        Head head = record.head();
        Id owner = head.owner();
        Wanted wanted = head.wanted();
        Payload payload = record.payload();
        return new View(
                record.profile().toString(),
                ServerView.name(owner, servers),
                owner == null ? null : owner.toString(),
                ServerView.state(owner, servers),
                ServerView.name(wanted == null ? null : wanted.server(), servers),
                head.token(),
                head.version(),
                head.write() == null ? null : head.write().toString(),
                record.erased(),
                record.dates().created(),
                record.dates().updated(),
                record.dates().session(),
                payload == null ? null : payload.codec(),
                payload == null ? 0 : payload.schema(),
                payload == null ? 0 : payload.size(),
                payload == null ? null : Json.data(payload));
    }

    private void print(View view) {
        PrintWriter out = out();
        out.println("profile   " + view.profile() + (view.erased() ? " (erased)" : ""));
        out.println("owner     "
                + (view.owner() == null
                        ? "nobody"
                        : view.owner() + " (" + view.state() + ", " + view.ownerId() + ") since "
                                + view.lastSession()));
        if (view.wantedBy() != null) {
            out.println("wanted    by a load on " + view.wantedBy());
        }
        out.println("head      token " + view.token() + ", version " + view.version() + ", write " + view.write());
        out.println("created   " + view.created());
        out.println("updated   " + view.updated());
        out.println("session   " + view.lastSession());
        if (view.data() == null) {
            out.println("data      none");
        } else {
            out.println("data      " + view.bytes() + " bytes, codec " + view.codec() + ", schema " + view.schema());
            out.println(view.data());
        }
    }
}
