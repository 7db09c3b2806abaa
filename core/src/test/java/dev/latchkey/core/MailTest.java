package dev.latchkey.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Delivery;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Settlement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rule S6: letters take effect exactly once, and come soon. */
class MailTest {
    private static final ProfileId ADA = Town.ADA;
    private static final ProfileId BOB = Town.BOB;

    private final Town town = new Town();
    private final Villager a = town.server("a");
    private final Villager b = town.server("b");

    private static Letter letter(ProfileId to, String id, int room) {
        return new Letter(to, id, "gift", Town.payload(id), "test", List.of(), null, room, null);
    }

    private void send(Villager from, String id) {
        from.input(new Input.Send(
                new Post(letter(ADA, id, 2), Duration.ofSeconds(10).toNanos(), null)));
        town.settle();
    }

    private static List<String> ids(List<Delivery> mail) {
        return mail.stream().map(delivery -> delivery.letter().id()).toList();
    }

    private static Cargo settling(String id) {
        return new Cargo(List.of(Settlement.done(id)), List.of(), List.of(), List.of());
    }

    private static Cargo sending(Letter letter) {
        return new Cargo(List.of(), List.of(letter), List.of(), List.of());
    }

    private int waiting() {
        return town.store.fetch(List.of(new Mailboxes.Fetch(ADA, 0, 100))).get(0)
                        instanceof Outcome.Done<List<Delivery>>(List<Delivery> mail)
                ? mail.size()
                : -1;
    }

    @Test
    void s6_aLetterWaitsForTheNextSession() {
        send(b, "one");
        assertThat(b.last(Output.Posted.class).reply()).isEqualTo(new Mailboxes.Posted.Accepted(true, null));
        a.open();
        assertThat(ids(a.last(Output.Loaded.class).mail())).containsExactly("one");
    }

    @Test
    void s6_aLetterToAnOpenProfileComesWithinAHopAndOnce() {
        a.open();
        send(b, "one");
        send(b, "one");
        assertThat(a.outputs(Output.Mail.class)).hasSize(1);
        assertThat(ids(a.last(Output.Mail.class).mail())).containsExactly("one");
    }

    @Test
    void s6_whereTheBusIsDownItComesWithTheRenewal() {
        town.lose(letter -> true);
        a.open();
        send(b, "one");
        assertThat(a.outputs(Output.Mail.class)).isEmpty();
        town.pass(Duration.ofSeconds(6));
        assertThat(ids(a.last(Output.Mail.class).mail())).containsExactly("one");
        town.pass(Duration.ofSeconds(12));
        assertThat(a.outputs(Output.Mail.class)).as("told once").hasSize(1);
    }

    @Test
    void s6_aLetterThatCameForAFormerIdIsFoundAfterTheReclaim() {
        town.lose(letter -> true);
        a.save(a.open(), "ada");
        town.settle();
        send(b, "one");
        a.pause();
        town.store.bury(new Burial(a.id(), a.id(), 0, Duration.ZERO, Burial.Cause.GIVEN_BACK));
        a.resume();
        town.pass(Duration.ofSeconds(6));
        assertThat(ids(a.last(Output.Mail.class).mail())).containsExactly("one");
    }

    @Test
    void s6_aGrantOfAnotherServerCarriesNoMailAndTheNewOwnerFetchesItNext() {
        a.save(a.open(), "ada");
        send(b, "one");
        b.open();
        assertThat(b.last(Output.Loaded.class).mail()).isEmpty();
        assertThat(ids(b.last(Output.Mail.class).mail())).containsExactly("one");
    }

    @Test
    void s6_effectAndAcknowledgementAreOneCommit() {
        send(b, "one");
        Session ada = a.open();
        a.loseRequests(request -> request instanceof Request.ToCommit);
        a.save(ada, "with one", settling("one"));
        assertThat(waiting()).isEqualTo(1);
        a.heal();
        town.pass(Duration.ofSeconds(1));
        assertThat(waiting()).isZero();
        assertThat(town.data()).isEqualTo("with one");
        send(b, "one");
        assertThat(waiting()).as("its id is known").isZero();
    }

    @Test
    void s6_aLetterOfASessionIsSentWithItsState() {
        Session bob = b.open(BOB);
        a.open();
        b.save(bob, "less", sending(letter(ADA, "one", 2)));
        town.settle();
        assertThat(town.data(BOB)).isEqualTo("less");
        assertThat(ids(a.last(Output.Mail.class).mail())).containsExactly("one");
    }

    @Test
    void s6_whatWasHandedOverWhileACommitWasInFlightGoesIntoTheNext() {
        Session bob = b.open(BOB);
        b.save(bob, "1", sending(letter(ADA, "one", 9)));
        b.save(bob, "2", sending(letter(ADA, "two", 9)));
        b.save(bob, "3", sending(letter(ADA, "three", 9)));
        town.settle();
        a.open();
        assertThat(ids(a.last(Output.Loaded.class).mail())).containsExactly("one", "two", "three");
    }

    @Test
    void s10_aFullMailboxRefusesTheLetterAndNothingElse() {
        send(a, "one");
        send(a, "two");
        send(a, "three");
        assertThat(a.last(Output.Posted.class).reply()).isInstanceOf(Mailboxes.Posted.Refused.class);

        Session bob = b.open(BOB);
        b.save(bob, "less", sending(letter(ADA, "four", 2)));
        town.settle();

        assertThat(b.last(Output.LetterRefused.class).letter().id()).isEqualTo("four");
        assertThat(town.data(BOB)).isEqualTo("less");
        assertThat(waiting()).isEqualTo(2);
        var dead = town.store.deadLetters(ADA, 10);
        assertThat(dead.toString()).contains("four");
    }

    @Test
    void s9_aStateIsKeptOnceASessionAndThenAtItsPace() {
        Session ada = a.open();
        a.save(ada, "1");
        town.settle();
        a.save(ada, "2");
        town.settle();
        town.pass(Duration.ofHours(1));
        a.save(ada, "3");
        town.settle();
        Session again = b.open();
        b.save(again, "4");
        town.settle();
        var revisions = town.store.revisions(ADA, null, 10);
        assertThat(revisions.toString())
                .contains("occasion=" + Occasion.PACE, "occasion=" + Occasion.SESSION)
                .doesNotContain("occasion=" + Occasion.RESTORE);
        assertThat(revisions instanceof Outcome.Done<?> done ? ((List<?>) done.reply()).size() : 0)
                .as("what was before 3, and before 4; there was nothing before 1")
                .isEqualTo(2);
    }
}
