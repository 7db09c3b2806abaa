package dev.latchkey.core;

import dev.latchkey.spi.Commit;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.ProfileId;
import dev.latchkey.spi.Write;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What records tell of a commit that writes several profiles, all or none of them (S4, S7). */
final class Groups {
    private Groups() {}

    /** Whether a record still shows what a write expects: then the write has surely not been applied. */
    static boolean fits(Fence fence, @Nullable Head head) {
        Head found = head == null ? Head.EMPTY : head;
        return found.token() == fence.token()
                && Objects.equals(found.claim(), fence.claim())
                && found.version() == fence.version();
    }

    /**
     * Of a commit that was refused as a whole: done where one record knows it; refused where one still fits, or one shows
     * that it never can be; else unknown.
     */
    static Rules.Verdict recognise(Rules rules, Commit commit, List<@Nullable Head> heads, @Nullable Id successor) {
        boolean refused = false;
        for (int i = 0; i < commit.writes().size(); i++) {
            Fence fence = commit.writes().get(i).fence();
            Head head = heads.get(i);
            if (fits(fence, head)) {
                refused = true;
                continue;
            }
            Rules.Verdict verdict = rules.recognise(fence, commit.write(), successor, head);
            if (verdict == Rules.Verdict.DONE) {
                return Rules.Verdict.DONE;
            }
            refused |= verdict == Rules.Verdict.REFUSED;
        }
        return refused ? Rules.Verdict.REFUSED : Rules.Verdict.UNKNOWN;
    }

    /** The place of a profile's write. */
    static int indexOf(Commit commit, ProfileId profile) {
        List<Write> writes = commit.writes();
        for (int i = 0; i < writes.size(); i++) {
            if (writes.get(i).profile().equals(profile)) {
                return i;
            }
        }
        throw new IllegalArgumentException("a commit without a write of " + profile + ": " + commit.write());
    }
}
