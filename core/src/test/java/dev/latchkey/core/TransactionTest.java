package dev.latchkey.core;

import static org.assertj.core.api.Assertions.assertThat;

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

        Transaction transaction = a.transact(ADA, BOB);

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

        Transaction transaction = a.transact(ADA, BOB);

        assertThat(a.conclusion(transaction)).isInstanceOf(Transaction.Stored.class);
        assertThat(town.data(BOB)).isEqualTo("null+");
        assertThat(town.owner(BOB)).isNull();
        assertThat(a.node.idle()).isTrue();
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
}
