package dev.latchkey.engine.redis;

import dev.latchkey.engine.redis.Connections.Command;
import dev.latchkey.engine.table.TransactionalEngine;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.DurabilityReport;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OpenReply;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.RenewReply;
import dev.latchkey.spi.Renewal;
import dev.latchkey.spi.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import redis.clients.jedis.Protocol;

/**
 * A storage engine on Redis 6.2 or later. Leases run by the server's clock. All keys of a store have one hash tag, so that
 * in a cluster the whole store is on one node. Thread-safe.
 *
 * <p>What an acknowledged save survives is up to the server's settings: {@link #durability}.
 */
public final class RedisEngine extends TransactionalEngine implements DurabilityReport {
    private static final System.Logger LOG = System.getLogger(RedisEngine.class.getName());
    /** The layout of the rows that this version writes. */
    private static final String LAYOUT = "1";

    private static final String CLOSED = "the redis engine is closed; open it again";

    private final Server server;
    private final Shortcuts shortcuts;

    private RedisEngine(RedisSettings settings, Server server, String clock) {
        super(
                new RedisTable(server, clock),
                InstantSource.system(),
                most -> ThreadLocalRandom.current().nextLong(most),
                Optional.of(settings.url()));
        this.server = server;
        this.shortcuts = new Shortcuts(server, clock);
    }

    /**
     * Opens the store, which is made by the first write.
     *
     * @throws StoreException if the server cannot be reached, has a store of a newer version, or promises less than {@link
     *     RedisSettings#durability} demands; the message says what to do
     */
    public static RedisEngine open(RedisSettings settings) {
        return open(settings, Script.CLOCK);
    }

    static RedisEngine open(RedisSettings settings, String clock) {
        Server server = new Server(settings);
        try {
            checkLayout(settings, server);
            check(settings, Settings.of(server));
            return new RedisEngine(settings, server, clock);
        } catch (StoreException e) {
            server.close();
            throw e;
        }
    }

    private static void checkLayout(RedisSettings settings, Server server) {
        byte[] key = (settings.tag() + "|layout").getBytes(StandardCharsets.UTF_8);
        byte[] layout = LAYOUT.getBytes(StandardCharsets.UTF_8);
        Outcome<Object> found = server.retry(() -> server.send(List.of(
                        new Command(Protocol.Command.SETNX, key, layout), new Command(Protocol.Command.GET, key)))
                .get(1));
        switch (found) {
            case Outcome.Done<Object> done -> {
                String stored = RedisTable.text(done.reply());
                if (!stored.equals(LAYOUT)) {
                    throw new StoreException("the store was made by a newer version: layout=" + stored + " known="
                            + LAYOUT + " server=" + settings.where());
                }
            }
            case Outcome.NotDone<Object> not ->
                throw new StoreException(not.failure().message(), not.failure().cause());
            case Outcome.Unknown<Object> unknown ->
                throw new StoreException(
                        unknown.failure().message(), unknown.failure().cause());
        }
    }

    private static void check(RedisSettings asked, Settings told) {
        Durability durability = told.durability();
        if (asked.durability() != Durability.NONE
                && (durability == null || durability.compareTo(asked.durability()) < 0)) {
            throw new StoreException("the server promises less than durability="
                    + asked.durability().word() + " demands. " + told.words());
        }
        if (durability != Durability.POWER) {
            LOG.log(System.Logger.Level.WARNING, "saves may be lost server={0} words={1}", asked.where(), told.words());
        }
    }

    @Override
    public List<Outcome<OpenReply>> open(List<Open> opens) {
        // Of two opens of one profile the second waits for the first, which only the long way does.
        if (opens.size() != opens.stream().map(Open::profile).distinct().count()) {
            return super.open(opens);
        }
        List<Outcome<OpenReply>> outcomes = new ArrayList<>();
        List<Integer> others = new ArrayList<>();
        for (Outcome<Optional<OpenReply>> outcome : shortcuts.open(opens)) {
            switch (outcome) {
                case Outcome.Done<Optional<OpenReply>> done -> {
                    if (done.reply().isEmpty()) {
                        others.add(outcomes.size());
                    }
                    outcomes.add(done.reply().map(Outcome::done).orElseGet(RedisEngine::notYet));
                }
                case Outcome.NotDone<Optional<OpenReply>> not -> outcomes.add(new Outcome.NotDone<>(not.failure()));
                case Outcome.Unknown<Optional<OpenReply>> unknown ->
                    outcomes.add(new Outcome.Unknown<>(unknown.failure()));
            }
        }
        fill(outcomes, others, super.open(others.stream().map(opens::get).toList()));
        return outcomes;
    }

    private static <R> Outcome<R> notYet() {
        return Outcome.notDone("not asked yet", null);
    }

    private static <R> void fill(List<Outcome<R>> outcomes, List<Integer> places, List<Outcome<R>> found) {
        for (int i = 0; i < places.size(); i++) {
            outcomes.set(places.get(i), found.get(i));
        }
    }

    @Override
    public List<Outcome<CommitReply>> commit(List<Commit> commits) {
        if (commits.stream().allMatch(Shortcuts::isPlain)) {
            return shortcuts.commit(commits);
        }
        List<Integer> plain = new ArrayList<>();
        List<Integer> others = new ArrayList<>();
        Set<ProfileId> ofOthers = new HashSet<>();
        for (int i = 0; i < commits.size(); i++) {
            Commit commit = commits.get(i);
            // One that comes after another way's of the same profile goes that way, too.
            if (Shortcuts.isPlain(commit)
                    && !ofOthers.contains(commit.writes().get(0).profile())) {
                plain.add(i);
            } else {
                others.add(i);
                commit.writes().forEach(write -> ofOthers.add(write.profile()));
            }
        }
        List<Outcome<CommitReply>> outcomes = new ArrayList<>(Collections.nCopies(commits.size(), notYet()));
        fill(outcomes, plain, shortcuts.commit(plain.stream().map(commits::get).toList()));
        fill(outcomes, others, super.commit(others.stream().map(commits::get).toList()));
        return outcomes;
    }

    @Override
    public Outcome<RenewReply> renew(Renewal renewal) {
        return switch (shortcuts.renew(renewal)) {
            case Outcome.Done<Optional<RenewReply>> done ->
                done.reply().map(Outcome::done).orElseGet(() -> super.renew(renewal));
            case Outcome.NotDone<Optional<RenewReply>> not -> new Outcome.NotDone<>(not.failure());
            case Outcome.Unknown<Optional<RenewReply>> unknown -> new Outcome.Unknown<>(unknown.failure());
        };
    }

    /** What an acknowledged save survives by the server's present settings, for people. */
    @Override
    public Outcome<String> durability() {
        return server.connections().isClosed()
                ? Outcome.notDone(CLOSED, null)
                : Outcome.done(Settings.of(server).words());
    }

    @Override
    public Outcome<Boolean> isDurable() {
        return server.connections().isClosed()
                ? Outcome.notDone(CLOSED, null)
                : Outcome.done(Settings.of(server).durability() == Durability.POWER);
    }

    /** How many round trips to the server were made. */
    long trips() {
        return server.trips();
    }
}
