package dev.latchkey.core;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.ProfileId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One server of a {@link Town}, with a game that keeps a text for each profile. */
final class Villager {
    private final Town town;
    final Node node;
    final List<Request<?>> requests = new ArrayList<>();
    final List<Output> outputs = new ArrayList<>();
    final Map<Load, Session> loaded = new LinkedHashMap<>();
    private final Map<Session, @Nullable String> texts = new LinkedHashMap<>();
    private final List<Session> noticed = new ArrayList<>();
    private final Map<Session, @Nullable String> handed = new LinkedHashMap<>();
    private final List<Input> answers = new ArrayList<>();
    /** What the game makes of the states that a transaction has gathered; null: nothing yet. */
    @Nullable
    Function<List<Transaction.Part>, List<Transaction.Change>> trade;

    /** Whether the game stops changing a profile at once where a transaction needs it. */
    boolean freezes = true;

    private Predicate<Request<?>> lostRequest = request -> false;
    private Predicate<Request<?>> lostReply = request -> false;
    private boolean up = true;
    /** Whether the game answers a notice at once. */
    boolean prompt = true;

    /** But for fetching mail, which follows a grant and holds nobody up (S6). */
    int executed;

    private long sequence;

    Villager(Town town, String name, Rules rules) {
        this.town = town;
        this.node = new Node(Settings.DEFAULT.withName(name), rules, town::freshId);
    }

    boolean isUp() {
        return up;
    }

    /** Gone without a word. */
    void crash() {
        up = false;
        requests.clear();
    }

    /** Stands still; {@link #resume} goes on. */
    void pause() {
        up = false;
    }

    void resume() {
        up = true;
        input(new Input.Tick());
    }

    /** Requests that fit never reach the store. */
    void loseRequests(Predicate<Request<?>> which) {
        lostRequest = which;
    }

    /** Requests that fit are executed, and nobody hears of it. */
    void loseReplies(Predicate<Request<?>> which) {
        lostReply = which;
    }

    void heal() {
        lostRequest = request -> false;
        lostReply = request -> false;
    }

    void input(Input input) {
        node.step(town.now(), input, this::handle);
        List<Session> now = List.copyOf(noticed);
        noticed.clear();
        for (Session session : now) {
            input(new Input.Final(session, ++sequence, payload(session), true));
        }
        List<Input> due = List.copyOf(answers);
        answers.clear();
        due.forEach(this::input);
    }

    private void freeze(Session session, Id transaction) {
        String text = texts.get(session);
        boolean changed = text != null && !text.equals(handed.get(session));
        handed.put(session, text);
        answers.add(new Input.Frozen(
                session, transaction, changed ? ++sequence : sequence, payload(session), changed, Cargo.NONE));
    }

    private void thaw(Output.Thawed thawed) {
        Payload payload = thawed.payload();
        if (thawed.stored() && payload != null) {
            texts.put(thawed.session(), Town.text(payload));
            handed.put(thawed.session(), Town.text(payload));
        }
    }

    private void handle(Output output) {
        outputs.add(output);
        switch (output) {
            case Output.Ask ask -> requests.add(ask.request());
            case Output.Send send -> town.post(send.to(), send.message());
            case Output.Loaded done -> {
                loaded.put(done.load(), done.session());
                texts.put(done.session(), Town.text(done.payload()));
                handed.put(done.session(), Town.text(done.payload()));
            }
            case Output.Ending ending -> {
                if (prompt) {
                    noticed.add(ending.session());
                }
            }
            case Output.FinalDue due -> noticed.add(due.session());
            case Output.Freeze freeze -> {
                if (freezes) {
                    freeze(freeze.session(), freeze.transaction());
                }
            }
            case Output.Thawed thawed -> thaw(thawed);
            case Output.Gathered gathered -> {
                if (trade != null) {
                    answers.add(new Input.Decide(gathered.transaction(), trade.apply(gathered.parts()), List.of()));
                }
            }
            default -> {}
        }
    }

    private @Nullable Payload payload(Session session) {
        String text = texts.get(session);
        return text == null ? null : Town.payload(text);
    }

    /** Executes what was requested. */
    boolean serve() {
        List<Request<?>> now = List.copyOf(requests);
        requests.clear();
        for (Request<?> request : now) {
            if (up) {
                serve(request);
            }
        }
        return !now.isEmpty();
    }

    private <R> void serve(Request<R> request) {
        if (lostRequest.test(request)) {
            input(Input.completed(request, Outcome.unknown("lost request", null)));
            return;
        }
        if (!(request instanceof Request.ToFetch)) {
            executed++;
        }
        Outcome<R> outcome = execute(request);
        boolean lost = lostReply.test(request);
        input(Input.completed(request, lost ? Outcome.unknown("lost reply", null) : outcome));
    }

    @SuppressWarnings("unchecked")
    <R> Outcome<R> execute(Request<R> request) {
        Object outcome = switch (request) {
            case Request.ToOpen open -> town.store.open(List.of(open.open)).get(0);
            case Request.ToCommit commit ->
                town.store.commit(List.of(commit.commit)).get(0);
            case Request.ToCancel cancel ->
                town.store.cancel(List.of(cancel.cancel)).get(0);
            case Request.ToRegister register -> town.store.register(register.registration);
            case Request.ToRenew renew -> town.store.renew(renew.renewal);
            case Request.ToBury bury -> town.store.bury(bury.burial);
            case Request.ToRead read -> town.store.read(List.of(read.profile)).get(0);
            case Request.ToFetch fetch -> town.store.fetch(List.of(fetch.fetch)).get(0);
            case Request.ToPost post -> town.store.post(List.of(post.letter)).get(0);
            case Request.ToKeep keep -> town.store.keep(List.of(keep.orphan));
        };
        return (Outcome<R>) outcome;
    }

    /** The session of any profile. */
    Session open(ProfileId profile) {
        Load load = new Load(profile, Conflict.WAIT, Duration.ofSeconds(90).toNanos(), null);
        input(new Input.Begin(load));
        town.settle();
        return session(load);
    }

    /** Begins a transaction, of which all that needs no time happens. */
    Transaction transact(ProfileId... profiles) {
        Transaction transaction =
                new Transaction(List.of(profiles), Duration.ofSeconds(10).toNanos(), null);
        input(new Input.Transact(transaction));
        town.settle();
        return transaction;
    }

    /** How a transaction of this server ended; null where it has not. */
    Transaction.@Nullable Conclusion conclusion(Transaction transaction) {
        return outputs(Output.Concluded.class).stream()
                .filter(concluded -> concluded.transaction() == transaction)
                .map(Output.Concluded::conclusion)
                .findFirst()
                .orElse(null);
    }

    Load begin(Conflict conflict) {
        Load load = new Load(Town.ADA, conflict, Duration.ofSeconds(90).toNanos(), null);
        input(new Input.Begin(load));
        return load;
    }

    /** Begins a load and lets everything happen that needs no time. */
    Load load() {
        Load load = begin(Conflict.WAIT);
        town.settle();
        return load;
    }

    /** The session of a load that must have got one. */
    Session session(Load load) {
        Session session = loaded.get(load);
        if (session == null) {
            throw new AssertionError("no session yet; outputs: " + outputs);
        }
        return session;
    }

    Session open() {
        return session(load());
    }

    @Nullable
    String text(Session session) {
        return texts.get(session);
    }

    void change(Session session, String text) {
        texts.put(session, text);
    }

    void save(Session session, String text) {
        save(session, text, Cargo.NONE);
    }

    void save(Session session, String text, Cargo cargo) {
        change(session, text);
        handed.put(session, text);
        input(new Input.Save(session, ++sequence, Town.payload(text), cargo));
    }

    void close(Session session) {
        input(new Input.Close(session, ++sequence, payload(session), true));
    }

    boolean isActive(Session session) {
        return node.isActive(session, town.now());
    }

    Id id() {
        return Objects.requireNonNull(node.server());
    }

    <O extends Output> List<O> outputs(Class<O> kind) {
        return outputs.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <O extends Output> O last(Class<O> kind) {
        return outputs(kind).getLast();
    }
}
