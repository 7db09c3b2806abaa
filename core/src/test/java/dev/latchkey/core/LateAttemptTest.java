package dev.latchkey.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Cancel;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Edit;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Rules S4, S7, S10: attempts that are on their way for long, after the store has answered another. */
class LateAttemptTest {
    private static final ProfileId ADA = Town.ADA;
    private static final ProfileId BOB = Town.BOB;

    private final Town town = new Town();
    private final Villager a = town.server("a");
    private final Villager b = town.server("b");
    private final Villager c = town.server("c");

    private Session open(Villager server, ProfileId profile, String text) {
        Session session = server.open(profile);
        server.save(session, text);
        town.settle();
        return session;
    }

    private static Cargo gained(String item) {
        return new Cargo(List.of(), List.of(), List.of(item), List.of());
    }

    private static Cargo dropped(String item) {
        return new Cargo(List.of(), List.of(), List.of(), List.of(item));
    }

    private Outcome<CommitReply> execute(Request.ToCommit late) {
        return town.store.commit(List.of(late.commit)).getFirst();
    }

    /** Bob's state has Ada's sword, and its first commit is on its way for long. */
    private Request.ToCommit delayAndReject(Session bob, Session ada) {
        a.save(ada, "ada with sword", gained("sword"));
        town.settle();
        List<Request.ToCommit> delayed = b.delayCommits();
        b.save(bob, "bob with sword", gained("sword"));
        town.settle();
        b.heal();
        return delayed.getFirst();
    }

    @Test
    void s4_s10_whatTheStoreRefusesIsRefusedForGood() {
        Session ada = open(a, ADA, "ada");
        Session bob = open(b, BOB, "bob");
        Request.ToCommit late = delayAndReject(bob, ada);
        town.pass(Duration.ofSeconds(1));
        assertThat(b.outputs(Output.SaveRejected.class)).hasSize(1);

        a.save(ada, "ada without", dropped("sword"));
        town.settle();

        assertThat(execute(late))
                .isInstanceOfSatisfying(
                        Outcome.Done.class, done -> assertThat(done.reply()).isInstanceOf(CommitReply.Refused.class));
        b.save(bob, "later", dropped("sword"));
        town.settle();
        assertThat(town.data(BOB)).isEqualTo("later");
        assertThat(b.outputs(Output.Ended.class)).isEmpty();
    }

    @Test
    void s4_s10_anAttemptThatIsTakenAfterAnotherWasRefusedIsRecognised() {
        Session ada = open(a, ADA, "ada");
        Session bob = open(b, BOB, "bob");
        Request.ToCommit late = delayAndReject(bob, ada);
        long saved = b.last(Output.Saved.class).upTo();
        List<Request.ToCommit> delayed = new ArrayList<>();
        b.loseRequests(request -> request instanceof Request.ToCommit commit
                && !commit.commit.equals(late.commit)
                && delayed.add(commit));
        town.pass(Duration.ofSeconds(1));
        assertThat(delayed).isNotEmpty();

        a.save(ada, "ada without", dropped("sword"));
        town.settle();
        execute(late);
        b.heal();
        town.pass(Duration.ofSeconds(1));

        assertThat(b.outputs(Output.SaveRejected.class)).isEmpty();
        assertThat(b.last(Output.Saved.class).upTo()).isEqualTo(saved + 1);
        b.save(bob, "later");
        town.settle();
        assertThat(town.data(BOB)).isEqualTo("later");
    }

    private Request.ToCommit delayATransaction() {
        Session owner = openWithAnItem();
        a.trade = parts -> parts.stream()
                .map(part -> new Transaction.Change(
                        part.profile(),
                        Town.payload(Town.text(part.payload()) + "+"),
                        part.profile().equals(ADA) ? gained("sword") : Cargo.NONE))
                .toList();
        List<Request.ToCommit> delayed = a.delayCommits();
        Transaction trade = a.transact(ADA, BOB);
        a.heal();
        Request.ToCommit late = delayed.getFirst();
        List<Request.ToCommit> others = new ArrayList<>();
        a.loseRequests(request ->
                request instanceof Request.ToCommit commit && !commit.commit.equals(late.commit) && others.add(commit));
        town.pass(Duration.ofSeconds(1));
        assertThat(others).as("what is to defeat the first attempt").isNotEmpty();
        assertThat(a.conclusion(trade)).isInstanceOf(Transaction.Unknown.class);
        c.save(owner, "cat without", dropped("sword"));
        return late;
    }

    private Session openWithAnItem() {
        Session cat = open(c, new ProfileId("players", "cat"), "cat");
        c.save(cat, "cat with sword", gained("sword"));
        town.settle();
        return cat;
    }

    @Test
    void s7_s10_aTransactionOfWhichAnAttemptIsOnItsWayIsDefeatedWhereTheStoreRefusesIt() {
        Session ada = open(a, ADA, "ada");
        Session bob = open(b, BOB, "bob");
        Request.ToCommit late = delayATransaction();
        a.heal();
        town.pass(Duration.ofSeconds(3));

        execute(late);
        a.save(ada, "ada later");
        b.save(bob, "bob later");
        town.settle();
        assertThat(town.data(ADA)).isEqualTo("ada later");
        assertThat(town.data(BOB)).isEqualTo("bob later");
    }

    @Test
    void s7_s10_aTransactionThatIsTakenAfterAnAttemptWasRefusedIsAdoptedByAll() {
        Session ada = open(a, ADA, "ada");
        Session bob = open(b, BOB, "bob");
        Request.ToCommit late = delayATransaction();
        town.settle();
        execute(late);
        a.heal();
        town.pass(Duration.ofSeconds(3));

        assertThat(a.text(ada)).isEqualTo("ada+");
        assertThat(b.text(bob)).isEqualTo("bob+");
        a.save(ada, "ada later");
        b.save(bob, "bob later");
        town.settle();
        assertThat(town.data(ADA)).isEqualTo("ada later");
        assertThat(town.data(BOB)).isEqualTo("bob later");
    }

    @Test
    void s9_whatASessionThatIsLostHadInATransactionWithoutOutcomeMayBeStored() {
        Session ada = open(a, ADA, "ada");
        a.change(ada, "ada unsaved");
        a.trade = parts -> List.of(new Transaction.Change(ADA, Town.payload("ada+"), Cargo.NONE));
        a.loseReplies(request -> request instanceof Request.ToCommit);
        Transaction transaction = a.transact(ADA);
        a.loseRequests(request -> request instanceof Request.ToCommit);
        edit(ADA);
        edit(ADA);
        town.pass(Duration.ofSeconds(6));
        a.heal();
        town.pass(Duration.ofSeconds(10));

        assertThat(a.conclusion(transaction)).isInstanceOf(Transaction.Unknown.class);
        assertThat(a.last(Output.Ended.class).fate()).isEqualTo(Fate.UNKNOWN);
    }

    private void edit(ProfileId profile) {
        Head head = Objects.requireNonNull(town.store.records().get(profile)).head();
        town.store.edit(List.of(
                new Edit(profile, town.freshId(), head.token(), head.version(), Town.payload("edited"), "operator")));
    }

    @Test
    void s7_l5_aProfileThatAnotherServerHasCostsNoClaim() {
        open(a, ADA, "ada");
        open(b, BOB, "bob");
        List<Id> before =
                Objects.requireNonNull(town.store.records().get(BOB)).head().spent();
        for (int i = 0; i < 9; i++) {
            Transaction transaction = a.transact(ADA, BOB);
            a.input(new Input.Drop(transaction, "no"));
            town.settle();
        }
        assertThat(Objects.requireNonNull(town.store.records().get(BOB)).head().spent())
                .isEqualTo(before);
        assertThat(a.node.idle()).isTrue();
    }

    @Test
    void s7_aLoadThatWaitsForATransactionHereIsNotWaitedForByIt() {
        a.save(a.open(), "ada");
        a.trade = parts -> List.of();
        List<Request.ToOpen> delayed = new ArrayList<>();
        a.loseRequests(request -> request instanceof Request.ToOpen open && delayed.isEmpty() && delayed.add(open));
        Transaction transaction = a.transact(ADA, BOB);
        Load load = new Load(BOB, Conflict.WAIT, Duration.ofSeconds(90).toNanos(), null);
        a.input(new Input.Begin(load));
        town.pass(Duration.ofSeconds(1));
        assertThat(a.conclusion(transaction)).isInstanceOf(Transaction.Stored.class);
        assertThat(a.loaded).containsKey(load);
    }

    @Test
    void s7_aLoadThatWaitsForATransactionWhoseClaimIsSpentGoesOn() {
        a.save(a.open(), "ada");
        List<Request.ToOpen> delayed = new ArrayList<>();
        a.loseRequests(request -> request instanceof Request.ToOpen open && delayed.isEmpty() && delayed.add(open));
        Transaction transaction = a.transact(ADA, BOB);
        Load load = new Load(BOB, Conflict.WAIT, Duration.ofSeconds(90).toNanos(), null);
        a.input(new Input.Begin(load));
        Open spent = delayed.getFirst().open;
        town.store.cancel(List.of(new Cancel(BOB, spent.server(), spent.claim(), null, town.freshId())));
        town.pass(Duration.ofSeconds(1));
        assertThat(a.loaded).containsKey(load);
        assertThat(a.conclusion(transaction)).isNull();
    }

    @Test
    void s7_l9_anOpenThatMayYetBeGrantedIsGivenBackOnce() {
        open(a, ADA, "ada");
        Session bob = open(b, BOB, "bob");
        List<Request.ToOpen> delayed = new ArrayList<>();
        b.close(bob);
        town.settle();
        a.loseRequests(request -> request instanceof Request.ToOpen open && delayed.add(open));
        Transaction transaction = a.transact(ADA, BOB);
        assertThat(delayed).isNotEmpty();
        a.input(new Input.Drop(transaction, "no"));
        a.heal();
        town.settle();
        town.store.open(List.of(delayed.getFirst().open));

        assertThat(town.owner(BOB)).isNull();
        assertThat(Objects.requireNonNull(town.store.records().get(BOB)).head().spent())
                .contains(delayed.getFirst().open.claim());
    }

    @Test
    void s7_aTransactionThatAMemberHasAbortedBeginsAnewAtOnce() {
        open(a, ADA, "ada");
        open(b, BOB, "bob");
        town.lose(letter -> letter.message() instanceof Message.Frozen);
        Transaction transaction = a.transact(ADA, BOB);
        town.lose(letter -> letter.message() instanceof Message.Freeze);
        town.pass(Duration.ofMillis(2_100));
        assertThat(a.conclusion(transaction)).isNull();
        town.heal();

        town.pass(Duration.ofSeconds(1));

        assertThat(a.conclusion(transaction)).isInstanceOf(Transaction.Conflict.class);
    }
}
