package dev.latchkey.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Edit;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Rule S7: several profiles are written in one step or not at all, wherever they are open. */
class TransactionTest {
    private static final ProfileId ADA = Town.ADA;
    private static final ProfileId BOB = Town.BOB;

    private final Town town = new Town();
    private final Villager a = town.server("a");
    private final Villager b = town.server("b");

    /** Each profile's text gets a word more. */
    private static List<Transaction.Change> more(List<Transaction.Part> parts) {
        return parts.stream()
                .map(part -> new Transaction.Change(
                        part.profile(), Town.payload(Town.text(part.payload()) + "+"), Cargo.NONE))
                .toList();
    }

    private Session open(Villager server, ProfileId profile, String text) {
        Session session = server.open(profile);
        server.save(session, text);
        town.settle();
        return session;
    }

    @Test
    void s7_onOneServerItIsOneRoundTripAndUnsavedStatesGoWithIt() {
        Session ada = open(a, ADA, "ada");
        Session bob = open(a, BOB, "bob");
        a.change(ada, "ada unsaved");
        a.executed = 0;
        a.trade = TransactionTest::more;

        Transaction transaction = a.transact(BOB, ADA);

        assertThat(a.conclusion(transaction)).isInstanceOf(Transaction.Stored.class);
        assertThat(a.executed).isEqualTo(1);
        assertThat(town.data(ADA)).isEqualTo("ada unsaved+");
        assertThat(town.data(BOB)).isEqualTo("bob+");
        assertThat(a.text(ada)).isEqualTo("ada unsaved+");
        assertThat(a.text(bob)).isEqualTo("bob+");
        a.save(ada, "later");
        town.settle();
        assertThat(town.data(ADA)).isEqualTo("later");
        assertThat(a.node.idle()).isTrue();
    }

    @Test
    void s7_aProfileOfAnotherServerIsFrozenThereAndAdopted() {
        open(a, ADA, "ada");
        Session bob = open(b, BOB, "bob");
        b.change(bob, "bob unsaved");
        a.trade = TransactionTest::more;
        a.executed = 0;
        b.executed = 0;
        town.messages = 0;

        Transaction transaction = a.transact(ADA, BOB);

        assertThat(a.executed).as("who has Bob, and the commit").isEqualTo(2);
        assertThat(b.executed).as("Bob's save").isEqualTo(1);
        assertThat(town.messages).as("freeze, frozen, thaw").isEqualTo(3);

        assertThat(a.conclusion(transaction)).isInstanceOf(Transaction.Stored.class);
        assertThat(town.data(BOB)).isEqualTo("bob unsaved+");
        assertThat(b.text(bob)).isEqualTo("bob unsaved+");
        assertThat(town.owner(BOB)).isEqualTo(b.id());
        b.save(bob, "later");
        town.settle();
        assertThat(town.data(BOB)).as("its fence has gone on").isEqualTo("later");
    }

    @Test
    void s7_aProfileThatNobodyHasIsOpenedAndGivenBackInTheSameCommit() {
        open(a, ADA, "ada");
        a.trade = TransactionTest::more;

        a.executed = 0;
        Transaction transaction = a.transact(ADA, BOB);
        assertThat(a.executed).as("who has Bob, his session, and the commit").isEqualTo(3);

        assertThat(a.conclusion(transaction)).isInstanceOf(Transaction.Stored.class);
        assertThat(town.data(BOB)).isEqualTo("null+");
        assertThat(town.owner(BOB)).isNull();
        assertThat(a.node.idle()).isTrue();
    }

    @Test
    void s7_aLoadThatMeetsAProfileOfATransactionHasItAsSoonAsThatIsOver() {
        open(a, ADA, "ada");
        Transaction stored = a.transact(ADA, BOB);
        Load load = new Load(BOB, Conflict.WAIT, Duration.ofSeconds(90).toNanos(), null);
        b.input(new Input.Begin(load));
        town.settle();
        assertThat(b.loaded).isEmpty();
        a.input(new Input.Decide(
                stored, List.of(new Transaction.Change(BOB, Town.payload("bob"), Cargo.NONE)), List.of()));
        town.settle();
        assertThat(b.text(b.session(load))).as("no time has passed").isEqualTo("bob");
        b.close(b.session(load));
        town.settle();

        Transaction dropped = a.transact(ADA, BOB);
        Load again = new Load(BOB, Conflict.WAIT, Duration.ofSeconds(90).toNanos(), null);
        b.input(new Input.Begin(again));
        town.settle();
        a.input(new Input.Drop(dropped, "no"));
        town.settle();
        assertThat(b.text(b.session(again))).isEqualTo("bob");
    }

    @Test
    void s7_oneWhoseGameGivesUpChangesNothing() {
        open(a, ADA, "ada");
        Session bob = open(b, BOB, "bob");

        Transaction transaction = a.transact(ADA, BOB);
        assertThat(a.outputs(Output.Gathered.class)).hasSize(1);
        a.input(new Input.Drop(transaction, "not enough gold"));
        town.settle();

        assertThat(a.conclusion(transaction)).isEqualTo(new Transaction.GivenUp("not enough gold"));
        assertThat(b.last(Output.Thawed.class).stored()).isFalse();
        b.save(bob, "later");
        town.settle();
        assertThat(town.data(BOB)).isEqualTo("later");
        assertThat(town.data(ADA)).isEqualTo("ada");
    }

    @Test
    void s7_aParticipantThatHearsNothingDefeatsTheTransactionByACommit() {
        open(a, ADA, "ada");
        Session bob = open(b, BOB, "bob");
        Transaction transaction = a.transact(ADA, BOB);
        town.lose(letter -> true);

        town.pass(Duration.ofMillis(2_100));
        assertThat(b.last(Output.Thawed.class).stored()).isFalse();
        a.input(new Input.Decide(
                transaction, List.of(new Transaction.Change(BOB, Town.payload("stolen"), Cargo.NONE)), List.of()));
        town.settle();

        assertThat(a.conclusion(transaction)).isInstanceOf(Transaction.Conflict.class);
        assertThat(town.data(BOB)).isEqualTo("bob");
        b.save(bob, "later");
        town.settle();
        assertThat(town.data(BOB)).isEqualTo("later");
    }

    @Test
    void s7_aParticipantWhoseCommitIsRefusedByTheTransactionAdoptsIt() {
        open(a, ADA, "ada");
        Session bob = open(b, BOB, "bob");
        a.trade = TransactionTest::more;
        town.lose(letter -> letter.message() instanceof Message.Thaw);

        Transaction transaction = a.transact(ADA, BOB);
        assertThat(a.conclusion(transaction)).isInstanceOf(Transaction.Stored.class);
        assertThat(b.text(bob)).isEqualTo("bob");
        town.pass(Duration.ofMillis(2_100));

        assertThat(b.text(bob)).isEqualTo("bob+");
        assertThat(b.outputs(Output.Ended.class)).as("not lost").isEmpty();
        b.save(bob, "later");
        town.settle();
        assertThat(town.data(BOB)).isEqualTo("later");
    }

    @Test
    void l3_aSessionThatWasTakenWhileItAdoptedATransactionEnds() {
        open(a, ADA, "ada");
        open(b, BOB, "bob");
        a.trade = TransactionTest::more;
        town.lose(letter -> letter.message() instanceof Message.Thaw);
        a.transact(ADA, BOB);
        b.loseRequests(request -> request instanceof Request.ToRead);
        town.pass(Duration.ofMillis(2_100));
        Head head = Objects.requireNonNull(town.store.records().get(BOB)).head();
        town.store.edit(List.of(new Edit(BOB, town.freshId(), head.token(), head.version(), null, "operator")));
        b.heal();
        town.pass(Duration.ofSeconds(1));

        assertThat(b.outputs(Output.Ended.class)).hasSize(1);
        assertThat(b.node.session(BOB)).isNull();
    }

    @Test
    void s7_l3_aSessionThatIsReclaimedWhileItAdoptsATransactionHasItsState() {
        open(a, ADA, "ada");
        Session bob = open(b, BOB, "bob");
        a.trade = TransactionTest::more;
        town.lose(letter -> letter.message() instanceof Message.Thaw);
        a.transact(ADA, BOB);
        b.loseRequests(request -> request instanceof Request.ToRead);
        town.pass(Duration.ofMillis(2_100));
        town.store.bury(new Burial(b.id(), b.id(), 0, Duration.ZERO, Burial.Cause.GIVEN_BACK));
        town.pass(Duration.ofSeconds(6));
        b.heal();
        town.pass(Duration.ofSeconds(6));

        assertThat(b.text(bob)).isEqualTo("bob+");
        b.save(bob, "later");
        town.settle();
        assertThat(town.data(BOB)).isEqualTo("later");
    }

    @Test
    void s7_aSessionAskedForWhileFrozenSettlesTheFreezeFirst() {
        Villager c = town.server("c");
        open(a, ADA, "ada");
        open(b, BOB, "bob");
        a.trade = TransactionTest::more;
        town.lose(letter -> letter.message() instanceof Message.Thaw);
        a.transact(ADA, BOB);

        Session taken = c.open(BOB);

        assertThat(c.text(taken)).isEqualTo("bob+");
        assertThat(b.last(Output.Ended.class).reason()).isEqualTo(EndReason.HANDED_OFF);
        assertThat(b.last(Output.Ended.class).fate()).isEqualTo(Fate.STORED);
    }

    @Test
    void s7_aLateFreezeOfATransactionThatWasAbortedIsDeclined() {
        open(a, ADA, "ada");
        Session bob = open(b, BOB, "bob");
        Transaction transaction = a.transact(ADA, BOB);
        a.input(new Input.Drop(transaction, "no"));
        town.settle();

        b.input(new Input.Received(
                new Message.Freeze(BOB, bob.token(), Objects.requireNonNull(transaction.id), a.id())));

        assertThat(b.outputs(Output.Freeze.class)).hasSize(1);
    }

    @Test
    void s4_aTransactionWhoseReplyIsLostIsRecognised() {
        Session ada = open(a, ADA, "ada");
        open(b, BOB, "bob");
        a.trade = TransactionTest::more;
        a.loseReplies(request -> request instanceof Request.ToCommit);
        Transaction transaction = a.transact(ADA, BOB);
        assertThat(a.conclusion(transaction)).isNull();
        a.heal();
        town.pass(Duration.ofSeconds(1));

        assertThat(a.conclusion(transaction)).isInstanceOf(Transaction.Stored.class);
        assertThat(town.data(ADA)).isEqualTo("ada+");
        assertThat(a.text(ada)).isEqualTo("ada+");
    }

    @Test
    void s7_twoAtOnceOverTheSameProfilesBothEnd() {
        open(a, ADA, "ada");
        open(b, BOB, "bob");
        a.trade = TransactionTest::more;
        b.trade = TransactionTest::more;
        Transaction first =
                new Transaction(List.of(ADA, BOB), Duration.ofSeconds(10).toNanos(), null);
        Transaction second =
                new Transaction(List.of(BOB, ADA), Duration.ofSeconds(10).toNanos(), null);
        a.input(new Input.Transact(first));
        b.input(new Input.Transact(second));
        town.settle();
        town.pass(Duration.ofSeconds(5));

        assertThat(a.conclusion(first)).isInstanceOf(Transaction.Stored.class);
        assertThat(b.conclusion(second)).isInstanceOf(Transaction.Stored.class);
        assertThat(town.data(ADA)).isEqualTo("ada++");
        assertThat(town.data(BOB)).isEqualTo("bob++");
    }

    @Test
    void s7_theCoordinatorsCrashLeavesNobodyFrozen() {
        open(a, ADA, "ada");
        Session bob = open(b, BOB, "bob");
        a.transact(ADA, BOB);
        a.crash();
        town.pass(Duration.ofSeconds(3));

        assertThat(b.last(Output.Thawed.class).stored()).isFalse();
        b.save(bob, "later");
        town.settle();
        assertThat(town.data(BOB)).isEqualTo("later");
    }

    @Test
    void s7_aStateHandedOverForATransactionThatIsOverIsSavedAllTheSame() {
        Session ada = open(a, ADA, "ada");
        a.freezes = false;
        Transaction transaction = a.transact(ADA);
        a.input(new Input.Drop(transaction, "no"));
        Id id = Objects.requireNonNull(transaction.id);
        a.input(new Input.Frozen(ada, id, 99, Town.payload("unsaved"), true, Cargo.NONE));
        town.settle();
        assertThat(town.data(ADA)).isEqualTo("unsaved");
        assertThat(a.last(Output.Thawed.class).stored()).isFalse();
    }

    @Test
    void s7_aCloseWhileFrozenHereEndsTheTransactionAndTheSession() {
        Session ada = open(a, ADA, "ada");
        open(b, BOB, "bob");
        Transaction transaction = a.transact(ADA, BOB);
        a.close(ada);
        town.settle();

        assertThat(a.conclusion(transaction)).isInstanceOf(Transaction.Conflict.class);
        assertThat(town.owner(ADA)).isNull();
        assertThat(town.data(ADA)).isEqualTo("ada");
    }

    @Test
    void l10_aShutdownJournalsATransactionAndItsReplayRecognisesIt() {
        Session ada = open(a, ADA, "ada");
        open(a, BOB, "bob");
        a.change(ada, "ada unsaved");
        a.trade = TransactionTest::more;
        a.loseReplies(request -> request instanceof Request.ToCommit);
        a.transact(ADA, BOB);
        assertThat(town.data(ADA)).isEqualTo("ada unsaved+");
        a.loseRequests(request -> true);
        a.input(new Input.Shutdown(Duration.ofSeconds(1).toNanos()));
        town.pass(Duration.ofSeconds(2));
        List<JournalEntry> journal = a.last(Output.Stopped.class).journal();
        assertThat(JournalCodec.decode(JournalCodec.encode(journal))).isEqualTo(journal);

        b.input(new Input.Replay(journal));
        town.pass(Duration.ofSeconds(1));

        assertThat(b.last(Output.Replayed.class)).isEqualTo(new Output.Replayed(2, 0));
        assertThat(town.data(ADA)).isEqualTo("ada unsaved+");
        assertThat(town.owner(ADA)).isNull();
    }

    /** Bob's state has an item that is Ada's: the store does not take it. */
    private Session openWithAnItemOfAdas(Villager server, ProfileId bobs) {
        Session ada = open(a, ADA, "ada");
        a.save(ada, "ada with sword", gained("sword"));
        Session bob = open(server, bobs, "bob");
        server.save(bob, "bob with sword", gained("sword"));
        town.settle();
        assertThat(server.outputs(Output.SaveRejected.class)).hasSize(1);
        return bob;
    }

    private static Cargo gained(String item) {
        return new Cargo(List.of(), List.of(), List.of(item), List.of());
    }

    @Test
    void s7_s10_aStateThatTheStoreDidNotTakeIsNoPartOfATransactionElsewhere() {
        Session bob = openWithAnItemOfAdas(b, BOB);
        a.trade = TransactionTest::more;

        Transaction transaction = a.transact(ADA, BOB);
        town.pass(Duration.ofSeconds(11));

        assertThat(a.conclusion(transaction)).isInstanceOf(Transaction.Conflict.class);
        assertThat(town.data(BOB)).isEqualTo("bob");
        b.save(bob, "bob without", new Cargo(List.of(), List.of(), List.of(), List.of("sword")));
        town.settle();
        assertThat(town.data(BOB)).as("the session goes on").isEqualTo("bob without");
    }

    @Test
    void s7_s10_aStateThatTheStoreDidNotTakeGoesWithATransactionHereOrStopsIt() {
        Session bob = openWithAnItemOfAdas(a, BOB);
        a.trade = parts -> List.of(new Transaction.Change(ADA, Town.payload("ada+"), Cargo.NONE));

        Transaction transaction = a.transact(ADA, BOB);
        assertThat(a.conclusion(transaction)).isInstanceOf(Transaction.Rejected.class);
        assertThat(town.data(ADA)).isEqualTo("ada with sword");

        Cargo given = new Cargo(List.of(), List.of(), List.of(), List.of("sword"));
        a.trade = parts -> List.of(new Transaction.Change(ADA, Town.payload("ada without"), given));
        assertThat(a.conclusion(a.transact(ADA, BOB))).isInstanceOf(Transaction.Stored.class);
        assertThat(town.data(BOB)).isEqualTo("bob with sword");
        assertThat(a.text(bob)).isEqualTo("bob with sword");
    }
}
