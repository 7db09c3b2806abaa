package dev.latchkey.testkit;

import static dev.latchkey.testkit.EngineStage.reply;
import static dev.latchkey.testkit.EngineStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Effects;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.StorageEngine;
import dev.latchkey.spi.Tags;
import dev.latchkey.spi.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** G1–G8: tags of profiles, for engines that are {@link Tags} and have mail. */
public interface TagsContract extends Staged {
    /** One more engine on this test's store. */
    StorageEngine another();

    private Tags engine() {
        return EngineStage.as(Tags.class, stage().engine());
    }

    private Map<String, String> tags(ProfileId profile) {
        return reply(engine().tags(profile));
    }

    private List<String> found(String name, String value, @Nullable String after, int limit) {
        List<ProfileId> found = reply(engine().tagged("players", name, value, after, limit));
        assertThat(found).allMatch(profile -> profile.store().equals("players"));
        return found.stream().map(ProfileId::key).toList();
    }

    private static Write tagging(Session session, Map<String, String> tags) {
        return new Write(session.profile(), session.fence(), text("{}"), new Write.Keep(), Effects.NONE.with(tags));
    }

    private Session tagged(Session session, Map<String, String> tags) {
        return session.after(stage().applied(Commit.of(stage().id(), session.server(), tagging(session, tags))));
    }

    private Session session(String key) {
        return stage().session(new ProfileId("players", key), stage().server());
    }

    /** G1. */
    @Test
    default void g1_aCommitSetsAllTagsOfItsProfile() {
        Session session = session("ada");
        assertThat(tags(session.profile())).isEmpty();
        assertThat(tags(new ProfileId("players", "nobody"))).isEmpty();
        Session tagged = tagged(session, Map.of("user", "7", "guild", "Åsgård ' %", "empty", ""));
        assertThat(tags(session.profile())).isEqualTo(Map.of("user", "7", "guild", "Åsgård ' %", "empty", ""));
        Session again = tagged(tagged, Map.of("user", "8", "rank", "2"));
        assertThat(tags(session.profile())).isEqualTo(Map.of("user", "8", "rank", "2"));
        assertThat(found("user", "7", null, 9)).isEmpty();
        assertThat(found("user", "8", null, 9)).containsExactly("ada");
        Session none = tagged(again, Map.of());
        assertThat(none.version()).isEqualTo(again.version() + 1);
        assertThat(tags(session.profile())).isEmpty();
        assertThat(found("user", "8", null, 9)).isEmpty();
    }

    /** G2. */
    @Test
    default void g2_aCommitWithoutTagsLeavesThem() {
        Session session = tagged(session("ada"), Map.of("user", "7"));
        Session saved = session.after(stage().applied(session, text("2"), new Write.Keep()));
        stage().applied(saved, null, new Write.Release());
        assertThat(tags(session.profile())).isEqualTo(Map.of("user", "7"));
        assertThat(found("user", "7", null, 9)).containsExactly("ada");
    }

    /** G3. */
    @Test
    default void g3_aCommitThatDoesNotApplyChangesNone() {
        Session session = session("ada");
        Commit first = Commit.of(stage().id(), session.server(), tagging(session, Map.of("user", "7")));
        Session saved = session.after(stage().applied(first));
        tagged(saved, Map.of("user", "8"));
        stage().refused(first);
        assertThat(tags(session.profile())).isEqualTo(Map.of("user", "8"));
        Session later = new Session(saved.profile(), saved.server(), saved.claim(), saved.token(), saved.version() + 1);
        Effects impossible = EffectStage.settled("no such letter").with(Map.of("user", "9"));
        assertThat(stage().commit(Commit.of(
                        stage().id(),
                        later.server(),
                        new Write(later.profile(), later.fence(), text("x"), new Write.Keep(), impossible))))
                .isInstanceOf(CommitReply.Rejected.class);
        assertThat(tags(session.profile())).isEqualTo(Map.of("user", "8"));
    }

    /** G4. */
    @Test
    default void g4_eachWriteOfAGroupSetsItsOwnIfTheGroupApplies() {
        Id server = stage().server();
        Session ada = stage().session(new ProfileId("players", "ada"), server);
        Session bob = stage().session(new ProfileId("players", "bob"), server);
        Write right = tagging(ada, Map.of("user", "a"));
        Write stale = new Write(
                bob.profile(),
                new Fence(bob.token(), bob.claim(), bob.version() + 1),
                text("{}"),
                new Write.Keep(),
                Effects.NONE.with(Map.of("user", "b")));
        assertThat(stage().commit(new Commit(stage().id(), server, List.of(right, stale))))
                .isInstanceOf(CommitReply.Refused.class);
        assertThat(tags(ada.profile())).isEmpty();
        assertThat(stage().commit(new Commit(stage().id(), server, List.of(right, tagging(bob, Map.of("user", "b"))))))
                .isInstanceOf(CommitReply.Applied.class);
        assertThat(tags(ada.profile())).isEqualTo(Map.of("user", "a"));
        assertThat(tags(bob.profile())).isEqualTo(Map.of("user", "b"));
    }

    /** G5. */
    @Test
    default void g5_profilesAreFoundByTagAndValueInPages() {
        for (String key : List.of("d", "a", "é", "B", "c")) {
            tagged(session(key), Map.of("user", "7", "guild", "7a"));
        }
        tagged(session("other"), Map.of("user", "77", "guild", "7"));
        tagged(stage().session(new ProfileId("guilds", "a"), stage().server()), Map.of("user", "7"));
        tagged(stage().session(new ProfileId("zones", "z"), stage().server()), Map.of("user", "7"));
        assertThat(found("user", "7", null, 9)).containsExactly("B", "a", "c", "d", "é");
        List<String> pages = new ArrayList<>();
        for (List<String> page = found("user", "7", null, 2); !page.isEmpty() && pages.size() < 99; ) {
            assertThat(page).hasSizeLessThanOrEqualTo(2);
            pages.addAll(page);
            page = found("user", "7", page.getLast(), 2);
        }
        assertThat(pages).containsExactly("B", "a", "c", "d", "é");
        assertThat(found("user", "7", "b", 9)).containsExactly("c", "d", "é");
        assertThat(found("guild", "7", null, 9)).containsExactly("other");
        assertThat(found("User", "7", null, 9)).isEmpty();
    }

    /** G6. */
    @Test
    default void g6_anEraseTakesThemAndAnEditLeavesThem() {
        ProfileId profile = tagged(session("ada"), Map.of("user", "7")).profile();
        tagged(session("bob"), Map.of("user", "7"));
        stage().edit(profile, stage().head(profile), text("edited"));
        assertThat(tags(profile)).isEqualTo(Map.of("user", "7"));
        stage().edit(profile, stage().head(profile), null);
        assertThat(tags(profile)).isEmpty();
        assertThat(found("user", "7", null, 9)).containsExactly("bob");
    }

    /** G7. */
    @Test
    default void g7_aWriteWithoutSessionSetsThemToo() {
        ProfileId profile = new ProfileId("players", "ada");
        Effects effects = Effects.NONE.with(Map.of("user", "7"));
        Write makes = new Write(profile, Fence.NONE, text("1"), new Write.Keep(), effects);
        stage().applied(Commit.of(stage().id(), stage().server(), makes));
        assertThat(found("user", "7", null, 9)).containsExactly("ada");
    }

    /** G8. */
    @Test
    default void g8_tagsAreThereForWhoeverOpensTheStoreNext() {
        ProfileId profile = tagged(session("ada"), Map.of("user", "7")).profile();
        try (StorageEngine next = another()) {
            Tags engine = EngineStage.as(Tags.class, next);
            assertThat(reply(engine.tags(profile))).isEqualTo(Map.of("user", "7"));
            assertThat(reply(engine.tagged("players", "user", "7", null, 9))).containsExactly(profile);
        }
    }
}
