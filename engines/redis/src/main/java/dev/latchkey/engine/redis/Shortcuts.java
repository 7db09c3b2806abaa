package dev.latchkey.engine.redis;

import dev.latchkey.engine.table.Rows;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.RecordRules;
import dev.latchkey.spi.RenewReply;
import dev.latchkey.spi.Renewal;
import dev.latchkey.spi.ServerRow;
import dev.latchkey.spi.Write;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The common cases of the common verbs, each by one script and so in one round trip. What is none of them is answered
 * with nothing, has changed nothing, and goes the long way. Thread-safe.
 */
final class Shortcuts {
    private final Server server;
    private final Script opening;
    private final Script committing;
    private final Script renewing;
    private final RecordRules rules = new RecordRules();

    Shortcuts(Server server, String clock) {
        this.server = server;
        this.opening = Script.of(clock, List.of("rows", "records", "open"));
        this.committing = Script.of(clock, List.of("rows", "records", "commit"));
        this.renewing = Script.of(clock, List.of("rows", "records", "renew"));
    }

    /** Free, taken over, recognised, or refused without writing. */
    List<Outcome<Optional<OpenReply>>> open(List<Open> opens) {
        List<Arguments> calls = opens.stream()
                .map(open -> profile(
                                new Arguments()
                                        .add(open.server().toString())
                                        .add(open.claim().toString()),
                                open.profile())
                        .add(open.mode() instanceof Open.Reclaim))
                .toList();
        return Replies.each(opens, server.run(opening, calls), this::opened);
    }

    private static Arguments profile(Arguments arguments, ProfileId profile) {
        String name = Rows.name(profile);
        return arguments.add(name).add(Rows.escaped(name)).add(Rows.fields(profile));
    }

    /** The script says what it found; the rules say what that comes to. */
    private Optional<OpenReply> opened(Open asked, List<?> reply) {
        String state = RedisTable.text(reply.get(0));
        if (state.equals("mail")) {
            return Optional.empty();
        }
        Instant now = RedisTable.time(reply.get(1));
        ProfileRecord found =
                Rows.record(asked.profile(), RedisTable.text(reply.get(2)), RedisTable.bytes(reply.get(3)));
        ServerRow own = Rows.server(asked.server(), RedisTable.text(reply.get(4)));
        String owner = RedisTable.text(reply.get(5));
        var step = rules.open(found, asked, id -> id.equals(asked.server()) ? own : Rows.server(id, owner), now);
        boolean granted = state.equals("granted");
        if (granted && !(step.reply() instanceof OpenReply.Granted)) {
            throw new IllegalStateException("the script granted what the rules refuse: profile=" + asked.profile());
        }
        return granted || step.after() == null ? Optional.of(step.reply()) : Optional.empty();
    }

    /** Whether a commit is of the kind that goes this way. */
    static boolean isPlain(Commit commit) {
        Write write = commit.writes().get(0);
        return commit.writes().size() == 1
                && write.effects().isNone()
                && !write.fence().equals(Fence.NONE);
    }

    /** Commits that are plain, for which there is always a reply. */
    List<Outcome<CommitReply>> commit(List<Commit> commits) {
        List<Arguments> calls = commits.stream().map(Shortcuts::arguments).toList();
        return Replies.each(commits, server.run(committing, calls), Shortcuts::committed);
    }

    private static Arguments arguments(Commit commit) {
        Write write = commit.writes().get(0);
        Id claim = write.fence().claim();
        Payload payload = write.payload();
        Arguments arguments = profile(
                        new Arguments()
                                .add(commit.write().toString())
                                .add(commit.server().toString()),
                        write.profile())
                .add(write.fence().token())
                .add(claim == null ? "" : claim.toString())
                .add(write.fence().version())
                .add(payload != null)
                .add(payload == null ? "" : Rows.escaped(payload.codec()))
                .add(payload == null ? 0 : payload.schema())
                .add(payload != null && payload.text())
                .add(payload == null ? 0 : payload.size());
        switch (write.after()) {
            case Write.Keep keep -> arguments.add("keep").add("").add("").add("");
            case Write.Release release ->
                arguments.add("release").add("").add("").add("");
            case Write.HandOff handOff ->
                arguments
                        .add("hand-off")
                        .add(handOff.server().toString())
                        .add(handOff.claim().toString())
                        .add(handOff.heard());
        }
        return arguments.add(payload == null ? new byte[0] : payload.bytes());
    }

    private static CommitReply committed(Commit asked, List<?> reply) {
        if (RedisTable.text(reply.get(0)).equals("refused")) {
            ProfileRecord found = Rows.record(asked.writes().get(0).profile(), RedisTable.text(reply.get(1)), null);
            @Nullable Head head = found == null ? null : found.head();
            return new CommitReply.Refused(Collections.singletonList(head));
        }
        CommitReply.Holder holder = reply.size() < 5
                ? null
                : new CommitReply.Holder(
                        Id.parse(RedisTable.text(reply.get(3))), Id.parse(RedisTable.text(reply.get(4))));
        return new CommitReply.Applied(List.of(new CommitReply.Written(
                Long.parseLong(RedisTable.text(reply.get(1))), Long.parseLong(RedisTable.text(reply.get(2))), holder)));
    }

    /** A renewal that has nothing to tell, or is refused. */
    Outcome<Optional<RenewReply>> renew(Renewal asked) {
        Arguments arguments = new Arguments()
                .add(asked.server().toString())
                .add(asked.beat())
                .add(asked.lease().toNanos() / 1_000);
        return Replies.each(List.of(asked), server.run(renewing, List.of(arguments)), (each, reply) -> renewed(reply))
                .get(0);
    }

    private static Optional<RenewReply> renewed(List<?> reply) {
        return switch (RedisTable.text(reply.get(0))) {
            case "renewed" ->
                Optional.of(
                        new RenewReply.Renewed(Long.parseLong(RedisTable.text(reply.get(1))), List.of(), List.of()));
            case "moved" -> Optional.of(new RenewReply.BeatMoved(Long.parseLong(RedisTable.text(reply.get(1)))));
            case "gone" -> Optional.of(new RenewReply.Gone());
            default -> Optional.empty();
        };
    }
}
