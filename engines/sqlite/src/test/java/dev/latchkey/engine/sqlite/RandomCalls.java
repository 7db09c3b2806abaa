package dev.latchkey.engine.sqlite;

import dev.latchkey.engine.memory.MemoryEngine;
import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Cancel;
import dev.latchkey.spi.Commit;
import dev.latchkey.spi.Delivery;
import dev.latchkey.spi.Edit;
import dev.latchkey.spi.Effects;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.OrphanShelf;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.Place;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Renewal;
import dev.latchkey.spi.Settlement;
import dev.latchkey.spi.Wanted;
import dev.latchkey.spi.Write;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Random requests in a world so small that everything meets everything; most of them fit what the model holds. */
final class RandomCalls {
    static final List<ProfileId> PROFILES = Stream.of("ada", "bob", "eve", "zoë")
            .map(key -> new ProfileId("players", key))
            .toList();

    static final List<String> ITEMS = List.of("sword-1", "a \"b\" \\", "tab\tline\n", "ü", "shield-2", "[x,y]");

    private static final int MOST_OF_A_BATCH = 3;

    private final Random random;
    private final MemoryEngine model;
    private final List<Id> claims = new ArrayList<>();
    private List<Id> servers;

    RandomCalls(long seed, MemoryEngine model, List<Id> servers) {
        this.random = new Random(seed);
        this.model = model;
        this.servers = servers;
        claims.add(id());
    }

    /** From now on only these servers do anything. */
    void servers(List<Id> others) {
        servers = others;
    }

    int number(int bound) {
        return random.nextInt(bound);
    }

    boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    Id id() {
        return new Id(random.nextLong(), random.nextLong());
    }

    <T> List<T> some(Supplier<T> one) {
        return Stream.generate(one).limit(1 + number(MOST_OF_A_BATCH)).toList();
    }

    private Id claim() {
        if (oneIn(2)) {
            claims.add(id());
        }
        return claims.get(claims.size() - 1 - number(Math.min(claims.size(), 4)));
    }

    private Head head(ProfileId profile) {
        ProfileRecord record = model.records().get(profile);
        return record == null ? Head.EMPTY : record.head();
    }

    Open open() {
        ProfileId profile = any(PROFILES);
        Head head = head(profile);
        Id owner = head.owner();
        Open.Mode mode = switch (number(6)) {
            case 0 -> new Open.Ask(number(3));
            case 1 -> new Open.Steal(head.token());
            case 2 -> owner == null ? new Open.Try() : new Open.Reclaim(List.of(new Open.Pair(owner, head.token())));
            default -> new Open.Try();
        };
        return new Open(profile, any(servers), claim(), mode);
    }

    /** Of a session now or before. */
    OrphanShelf.Orphan orphan() {
        ProfileId profile = any(PROFILES);
        Head head = head(profile);
        Fence fence = new Fence(Math.max(1, head.token() - number(4)), claim(), head.version());
        return new OrphanShelf.Orphan(profile, id(), fence, any(servers), payload(), "lost", oneIn(2));
    }

    Commit commit() {
        List<ProfileId> writers = PROFILES.stream().filter(profile -> oneIn(2)).toList();
        List<ProfileId> distinct = writers.isEmpty() || oneIn(2) ? List.of(any(PROFILES)) : writers;
        return new Commit(id(), any(servers), distinct.stream().map(this::write).toList());
    }

    private Write write(ProfileId profile) {
        Head head = head(profile);
        Fence fence = oneIn(15) ? new Fence(head.token(), head.claim(), head.version() + 1) : Fence.of(head);
        Wanted wanted = head.wanted();
        Write.After after = switch (number(8)) {
            case 0 -> new Write.Release();
            case 1 ->
                wanted == null
                        ? new Write.HandOff(any(servers), claim(), number(3))
                        : new Write.HandOff(wanted.server(), wanted.claim(), wanted.ask());
            default -> new Write.Keep();
        };
        return new Write(
                profile, fence, oneIn(3) ? null : payload(), after, oneIn(3) ? Effects.NONE : effects(profile));
    }

    private Effects effects(ProfileId profile) {
        List<Settlement> settled = new ArrayList<>();
        List<String> gained = new ArrayList<>();
        for (Delivery delivery : waiting(profile)) {
            if (oneIn(2)) {
                boolean done = !oneIn(4);
                settled.add(new Settlement(delivery.letter().id(), done ? null : "no handler"));
                delivery.letter().items().stream()
                        .filter(item -> done && !oneIn(4))
                        .forEach(gained::add);
            }
        }
        if (oneIn(12)) {
            settled.add(settled.isEmpty() || oneIn(2) ? Settlement.done("m" + number(12)) : any(settled));
        }
        List<String> dropped =
                new ArrayList<>(held(profile).filter(item -> oneIn(2)).toList());
        List<Letter> sent = new ArrayList<>();
        while (oneIn(2)) {
            sent.add(letter(dropped.stream().filter(item -> oneIn(2)).toList()));
        }
        if (oneIn(3)) {
            gained.add(oneIn(3) ? any(ITEMS) : nowhere());
        }
        Occasion keep = oneIn(2) ? any(Arrays.asList(Occasion.values())) : null;
        return new Effects(settled, sent, gained, dropped, keep, oneIn(2) ? tags() : null);
    }

    private Map<String, String> tags() {
        Map<String, String> tags = new TreeMap<>();
        while (!oneIn(3)) {
            tags.put("tag" + number(3), "é" + number(3));
        }
        return tags;
    }

    /** On a copy, since looking at a mailbox ends what has expired in it. */
    private List<Delivery> waiting(ProfileId profile) {
        try (MemoryEngine copy = model.fork()) {
            return Given.done(
                    copy.fetch(List.of(new Mailboxes.Fetch(profile, 0, 100))).get(0));
        }
    }

    private Stream<String> held(ProfileId profile) {
        return model.holdings().values().stream()
                .filter(holding -> holding.place().equals(new Place.InProfile(profile)))
                .map(holding -> holding.item());
    }

    private String nowhere() {
        return ITEMS.stream()
                .filter(item -> !model.holdings().containsKey(item))
                .findAny()
                .orElse("another-" + number(3));
    }

    Letter letter() {
        return letter(oneIn(6) ? Collections.nCopies(1 + number(2), any(ITEMS)) : List.of());
    }

    private Letter letter(List<String> items) {
        return new Letter(
                any(PROFILES),
                "m" + number(40),
                "gift",
                payload(),
                "lobby",
                items,
                oneIn(2) ? null : Duration.ofMillis(1 + number(20_000)),
                1 + number(5),
                oneIn(8) ? "the handler\nis missing" : null);
    }

    Payload payload() {
        byte[] bytes = "é\0{}".repeat(number(4)).getBytes(StandardCharsets.UTF_8);
        return new Payload(bytes, oneIn(2) ? "json" : "bytes;from=1", number(3), oneIn(2));
    }

    Edit edit() {
        ProfileId profile = any(PROFILES);
        Head head = head(profile);
        long version = head.version() + (oneIn(6) ? 1 : 0);
        return new Edit(profile, id(), head.token(), version, oneIn(2) ? null : payload(), "tom");
    }

    Cancel cancel() {
        ProfileId profile = any(PROFILES);
        Head head = head(profile);
        Id owner = head.owner();
        Id held = head.claim();
        return owner != null && held != null && oneIn(2)
                ? new Cancel(profile, owner, held, null, id())
                : new Cancel(profile, any(servers), claim(), null, id());
    }

    Mailboxes.Fetch fetch() {
        return new Mailboxes.Fetch(any(PROFILES), oneIn(3) ? number(200) : 0, 1 + number(4));
    }

    Renewal renewal() {
        Id server = any(servers);
        var row = model.serverRows().get(server);
        return new Renewal(server, row == null ? 0 : row.beat(), Duration.ofSeconds(15), oneIn(2) ? 0 : Long.MAX_VALUE);
    }

    Burial burial() {
        return new Burial(any(servers), any(servers), 0, Duration.ZERO, Burial.Cause.GIVEN_BACK);
    }

    /** A dead letter of the model, or one that is none. */
    Letter dead() {
        var all = Given.done(model.deadLetters(null, 100));
        return all.isEmpty() || oneIn(5) ? letter() : any(all).letter();
    }

    /** Token and version of a record, most often. */
    Fence fence(ProfileId profile) {
        Head head = head(profile);
        return new Fence(head.token(), head.claim(), head.version() + (oneIn(4) ? 1 : 0));
    }
}
