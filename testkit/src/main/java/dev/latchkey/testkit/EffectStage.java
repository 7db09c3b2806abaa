package dev.latchkey.testkit;

import static dev.latchkey.testkit.EngineStage.as;
import static dev.latchkey.testkit.EngineStage.reply;
import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.DeadLetter;
import dev.latchkey.spi.Delivery;
import dev.latchkey.spi.Effects;
import dev.latchkey.spi.History;
import dev.latchkey.spi.Holding;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.ItemIndex;
import dev.latchkey.spi.Letter;
import dev.latchkey.spi.Mailboxes;
import dev.latchkey.spi.Occasion;
import dev.latchkey.spi.Payload;
import dev.latchkey.spi.Place;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.Settlement;
import dev.latchkey.spi.Write;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Short words for what contracts do beside records: mail, unique items, histories. Thread-safe. */
final class EffectStage {
    /** More letters than any of these tests has. */
    private static final int MANY = 1_000;

    private final EngineStage stage;

    EffectStage(EngineStage stage) {
        this.stage = stage;
    }

    Mailboxes mail() {
        return as(Mailboxes.class, stage.engine());
    }

    ItemIndex items() {
        return as(ItemIndex.class, stage.engine());
    }

    History history() {
        return as(History.class, stage.engine());
    }

    // Letters.

    /** For ever, with room enough. */
    static Letter letter(ProfileId to, String id, String... items) {
        return new Letter(to, id, "gift", text("content of " + id), "test", List.of(items), null, MANY, null);
    }

    /** Into a mailbox with so much room. */
    static Letter tight(ProfileId to, String id, int room) {
        return new Letter(to, id, "gift", text(id), "test", List.of(), null, room, null);
    }

    /** For so long. */
    static Letter brief(ProfileId to, String id, Duration lifetime, String... items) {
        return new Letter(to, id, "gift", text(id), "test", List.of(items), lifetime, MANY, null);
    }

    Mailboxes.Posted post(Letter letter) {
        return reply(mail().post(List.of(letter)).get(0));
    }

    /** Posts where that must be taken. */
    Mailboxes.Posted.Accepted accepted(Letter letter) {
        return as(Mailboxes.Posted.Accepted.class, post(letter));
    }

    List<Delivery> fetch(ProfileId profile, long after, int limit) {
        return reply(mail().fetch(List.of(new Mailboxes.Fetch(profile, after, limit)))
                .get(0));
    }

    /** Ids of what waits, in order. */
    List<String> waiting(ProfileId profile) {
        return ids(fetch(profile, 0, MANY));
    }

    static List<String> ids(List<Delivery> deliveries) {
        return deliveries.stream().map(each -> each.letter().id()).toList();
    }

    List<DeadLetter> deadLetters(ProfileId profile) {
        return reply(mail().deadLetters(profile, MANY));
    }

    /** Ids of dead letters, newest first. */
    List<String> dead(ProfileId profile) {
        return deadLetters(profile).stream().map(each -> each.letter().id()).toList();
    }

    /** Sends a letter that is among the dead from the beginning. */
    void bury(Letter letter) {
        accepted(letter.undeliverable("no handler"));
    }

    // Effects.

    static Effects sent(Letter... letters) {
        return new Effects(List.of(), List.of(letters), List.of(), List.of(), null);
    }

    static Effects settled(String... letters) {
        List<Settlement> settled = Arrays.stream(letters).map(Settlement::done).toList();
        return new Effects(settled, List.of(), List.of(), List.of(), null);
    }

    static Effects failed(String letter, String why) {
        return new Effects(List.of(new Settlement(letter, why)), List.of(), List.of(), List.of(), null);
    }

    static Effects gained(String... items) {
        return new Effects(List.of(), List.of(), List.of(items), List.of(), null);
    }

    static Effects dropped(String... items) {
        return new Effects(List.of(), List.of(), List.of(), List.of(items), null);
    }

    static Effects effects(List<String> gained, List<String> dropped) {
        return new Effects(List.of(), List.of(), gained, dropped, null);
    }

    static Effects kept(Occasion occasion) {
        return new Effects(List.of(), List.of(), List.of(), List.of(), occasion);
    }

    // Commits.

    /** A write of this session that keeps it. */
    static Write write(Session session, @Nullable Payload payload, Effects effects) {
        return write(session, payload, new Write.Keep(), effects);
    }

    static Write write(Session session, @Nullable Payload payload, Write.After after, Effects effects) {
        return new Write(session.profile(), session.fence(), payload, after, effects);
    }

    /** Of writes whose sessions are this server's. */
    Commit commit(Id server, Write... writes) {
        return new Commit(stage.id(), server, List.of(writes));
    }

    /** Commits where that must apply. */
    CommitReply.Applied applied(Commit commit) {
        return as(CommitReply.Applied.class, stage.commit(commit));
    }

    /** Commits one write without payload where that must apply; the session afterwards. */
    Session applied(Session session, Effects effects) {
        return applied(session, null, effects);
    }

    /** Commits one write where that must apply; the session afterwards. */
    Session applied(Session session, @Nullable Payload payload, Effects effects) {
        Commit commit = commit(session.server(), write(session, payload, effects));
        return session.after(applied(commit).written().get(0));
    }

    /** Commits where that must be rejected, and leave all of its records as they are (S10). */
    CommitReply.Rejected rejected(Commit commit) {
        List<ProfileId> profiles = commit.writes().stream().map(Write::profile).toList();
        List<ProfileRecord> before = profiles.stream().map(stage::record).toList();
        CommitReply.Rejected rejected = as(CommitReply.Rejected.class, stage.commit(commit));
        assertThat(profiles.stream().map(stage::record).toList()).isEqualTo(before);
        assertThat(rejected.reason()).isNotBlank().doesNotContain("\n");
        return rejected;
    }

    /** Commits one write with a payload where that must be rejected. */
    CommitReply.Rejected rejected(Session session, Effects effects) {
        return rejected(commit(session.server(), write(session, text("rejected"), effects)));
    }

    // Items.

    /** Where an item is; null: nowhere. */
    @Nullable
    Place place(String item) {
        return reply(items().holding(item)).map(Holding::place).orElse(null);
    }

    /** Who holds it. */
    Holding holding(String item) {
        return reply(items().holding(item)).orElseThrow(() -> new AssertionError("nowhere: " + item));
    }

    List<ItemIndex.Move> path(String item) {
        return reply(items().path(item, MANY));
    }

    // History.

    /** All revisions, newest first. */
    List<History.Revision> revisions(ProfileId profile) {
        return reply(history().revisions(profile, null, MANY));
    }

    /** A revision's data; null where there is none such. */
    @Nullable
    Payload revision(ProfileId profile, long number) {
        return reply(history().revision(profile, number)).orElse(null);
    }
}
