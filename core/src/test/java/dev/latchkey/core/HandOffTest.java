package dev.latchkey.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Rules S3, L4, L5, L6: how a session goes from one live server to another. */
class HandOffTest {
    private final Town town = new Town();
    private final Villager a = town.server("a");
    private final Villager b = town.server("b");

    @Test
    void l5_aHandOffIsOneWriteAndTwoMessagesAndTheGrantCarriesTheData() {
        Session first = a.open();
        a.change(first, "gold=1");
        a.executed = 0;
        b.executed = 0;
        town.messages = 0;

        Session second = b.session(b.load());

        assertThat(b.text(second)).isEqualTo("gold=1");
        assertThat(town.data()).isEqualTo("gold=1");
        assertThat(a.executed).isEqualTo(1);
        assertThat(b.executed).as("the refused open").isEqualTo(1);
        assertThat(town.messages).isEqualTo(2);
        assertThat(a.last(Output.Ended.class).reason()).isEqualTo(EndReason.HANDED_OFF);
        assertThat(b.isActive(second)).isTrue();
        assertThat(a.isActive(first)).isFalse();
    }

    @Test
    void s3_aHandOffRaisesTheToken() {
        long before = a.open().token();
        assertThat(b.open().token()).isEqualTo(before + 1);
    }

    @Test
    void l4_theGameIsToldAndHasUntilTheDeadline() {
        a.prompt = false;
        Session first = a.open();
        Load load = b.load();

        Output.Ending ending = a.last(Output.Ending.class);
        assertThat(ending.reason()).isEqualTo(EndReason.HANDED_OFF);
        assertThat(ending.to()).isEqualTo(b.id());
        assertThat(a.isActive(first)).as("until its final state is taken").isTrue();

        a.change(first, "late change");
        town.pass(Duration.ofMillis(4_999));
        assertThat(b.loaded).isEmpty();
        town.pass(Duration.ofMillis(2));
        assertThat(b.text(b.session(load))).isEqualTo("late change");
    }

    @Test
    void l4_anOwnerThatNeedsTimeAcknowledgesAndTheAskerWritesNothing() {
        a.prompt = false;
        a.open();
        b.load();
        town.pass(Duration.ofSeconds(3));
        assertThat(town.head().asks()).as("recorded asks").isZero();
    }

    @Test
    void l4_whereNoAcknowledgementComesTheLoadIsRecordedAndTheRenewalTellsTheOwner() {
        town.lose(letter -> true);
        a.open();
        Load load = b.load();
        town.pass(Duration.ofMillis(101));
        assertThat(town.head().wanted()).isNotNull();
        assertThat(town.head().asks()).isEqualTo(1);

        town.pass(Duration.ofMillis(5_900));
        assertThat(b.loaded).as("L6: within one renewal and one poll").containsKey(load);
        assertThat(town.head().wanted()).as("cleared by its own grant").isNull();
    }

    @Test
    void l6_withTheBusGoneAHandOffTakesSixSecondsAndTheGamesDeadlineAtMost() {
        town.lose(letter -> true);
        a.prompt = false;
        Session first = a.open();
        a.change(first, "kept");
        town.pass(Duration.ofSeconds(1));
        Load load = b.load();
        town.pass(Duration.ofSeconds(11));
        assertThat(b.text(b.session(load))).isEqualTo("kept");
    }

    @Test
    void l6_aSilentBusIsToldApartFromASilentOwner() {
        town.lose(letter -> letter.message() instanceof Message.Beat);
        town.pass(Duration.ofSeconds(11));
        assertThat(a.last(Output.BusHealth.class).well()).isFalse();
        Town other = new Town();
        Villager c = other.server("c");
        other.pass(Duration.ofSeconds(30));
        assertThat(c.outputs(Output.BusHealth.class)).isEmpty();
    }

    @Test
    void l4_newestAskerWins() {
        Villager c = town.server("c");
        a.prompt = false;
        Session first = a.open();
        Load older = b.load();
        Load newer = c.load();

        assertThat(b.last(Output.LoadFailed.class).failure()).isInstanceOf(LoadFailure.Overtaken.class);
        a.close(first);
        town.settle();
        assertThat(c.loaded).containsKey(newer);
        assertThat(b.loaded).doesNotContainKey(older);
        assertThat(c.isActive(c.session(newer))).isTrue();
    }

    @Test
    void l4_anAskThatNamesAnotherTokenIsIgnored() {
        Session session = a.open();
        town.post(a.id(), new Message.Ask(Town.ADA, session.token() - 1, b.id(), town.freshId(), 0));
        town.settle();
        assertThat(a.outputs(Output.Ending.class)).isEmpty();
    }

    @Test
    void l5_aGrantBelowTheHighestTokenHeardOfIsIgnored() {
        a.prompt = false;
        Session first = a.open();
        b.load();
        Message.Ask ask = b.outputs(Output.Send.class).stream()
                .map(Output.Send::message)
                .filter(Message.Ask.class::isInstance)
                .map(Message.Ask.class::cast)
                .findFirst()
                .orElseThrow();
        Message.Data data = new Message.Data(Town.payload("old"));
        town.post(b.id(), new Message.Grant(Town.ADA, b.id(), ask.claim(), first.token() - 1, 0, data, false));
        town.settle();
        assertThat(b.loaded).isEmpty();
    }

    @Test
    void l5_aLostGrantIsFoundByTheNextOpen() {
        town.lose(letter -> letter.message() instanceof Message.Grant);
        a.open();
        Load load = b.load();
        town.pass(Duration.ofSeconds(2));
        assertThat(b.loaded).containsKey(load);
    }

    @Test
    void l5_aLateDuplicateOfAGrantChangesNothing() {
        a.open();
        Session second = b.open();
        Message grant = grantOf(a);
        b.close(second);
        town.settle();
        long token = town.head().token();
        town.post(b.id(), grant);
        town.settle();
        assertThat(town.head().token()).isEqualTo(token);
        assertThat(town.head().owner()).isNull();
        Session third = b.open();
        town.post(b.id(), grant);
        town.settle();
        assertThat(b.isActive(third)).isTrue();
    }

    private static Message grantOf(Villager server) {
        return server.outputs(Output.Send.class).stream()
                .map(Output.Send::message)
                .filter(Message.Grant.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void s3_aHandOffToADeadAskerIsARelease() {
        a.prompt = false;
        Session first = a.open();
        b.load();
        b.crash();
        town.store.bury(new dev.latchkey.spi.Burial(
                b.id(), b.id(), 0, Duration.ZERO, dev.latchkey.spi.Burial.Cause.GIVEN_BACK));
        a.close(first);
        town.settle();
        assertThat(town.head().owner()).isNull();
        assertThat(a.last(Output.Ended.class).fate()).isEqualTo(Fate.STORED);
    }

    @Test
    void l9_anAskThatComesAfterItsWithdrawalEvictsNobody() {
        Session first = a.open();
        town.lose(letter -> letter.message() instanceof Message.Ask);
        Load load = b.load();
        Message late = new Message.Ask(Town.ADA, first.token(), b.id(), Objects.requireNonNull(load.claim), 0);
        b.input(new Input.Abandon(load));
        town.settle();

        a.input(new Input.Received(late));
        town.settle();

        assertThat(a.outputs(Output.Ending.class)).isEmpty();
        assertThat(a.isActive(first)).isTrue();
    }

    @Test
    void l4_aWithdrawnAskEndsInARelease() {
        a.prompt = false;
        Session first = a.open();
        Load load = b.load();
        b.loseRequests(Request.ToCancel.class::isInstance); // so that its claim is not spent
        b.input(new Input.Abandon(load));
        town.settle();
        a.close(first);
        town.settle();
        assertThat(town.head().owner()).isNull();
        assertThat(b.loaded).isEmpty();
    }

    @Test
    void aPlannedTransferWaitsForItsLoadWithoutARoundTrip() {
        Session first = a.open();
        a.change(first, "packed");
        a.input(new Input.Transfer(first, b.id(), 99, Town.payload("packed"), true));
        town.settle();
        assertThat(town.head().owner()).isEqualTo(b.id());
        b.executed = 0;
        Session second = b.session(b.load());
        assertThat(b.executed).isZero();
        assertThat(b.text(second)).isEqualTo("packed");
        assertThat(b.isActive(second)).isTrue();
    }

    @Test
    void aPlannedTransferWhoseGrantWasLostIsReclaimedByItsLoad() {
        town.lose(letter -> letter.message() instanceof Message.Grant);
        Session first = a.open();
        a.input(new Input.Transfer(first, b.id(), 99, Town.payload("packed"), true));
        town.settle();
        Session second = b.session(b.load());
        assertThat(b.text(second)).isEqualTo("packed");
    }

    @Test
    void aPlannedTransferThatNobodyLoadsIsReleased() {
        Session first = a.open();
        a.input(new Input.Transfer(first, b.id(), 99, Town.payload("packed"), true));
        town.settle();
        town.pass(Duration.ofSeconds(31));
        assertThat(town.head().owner()).isNull();
    }
}
