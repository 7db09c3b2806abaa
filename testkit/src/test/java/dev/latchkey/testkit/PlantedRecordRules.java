package dev.latchkey.testkit;

import dev.latchkey.spi.Cancel;
import dev.latchkey.spi.CommitReply;
import dev.latchkey.spi.Edit;
import dev.latchkey.spi.Fence;
import dev.latchkey.spi.Head;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.Open;
import dev.latchkey.spi.ProfileRecord;
import dev.latchkey.spi.RecordRules;
import dev.latchkey.spi.ServerRow;
import dev.latchkey.spi.Write;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rules for records with one mistake each, and the contract's tests that must find it. */
final class PlantedRecordRules {
    private PlantedRecordRules() {}

    /** Wrong fences, recognitions and grants. */
    static List<Planted> fences() {
        return List.of(
                new Planted("fenced by token only", List.of("c27", "c28", "c30", "c93"), new RecordRules() {
                    @Override
                    protected boolean matches(Head head, Fence fence) {
                        return head.token() == fence.token();
                    }
                }),
                new Planted("fenced by version only", List.of("c26", "c27", "c32"), new RecordRules() {
                    @Override
                    protected boolean matches(Head head, Fence fence) {
                        return head.version() == fence.version();
                    }
                }),
                new Planted("fenced without claim", List.of("c27"), new RecordRules() {
                    @Override
                    protected boolean matches(Head head, Fence fence) {
                        return head.token() == fence.token() && head.version() == fence.version();
                    }
                }),
                new Planted("fenced without token", List.of("c26"), new RecordRules() {
                    @Override
                    protected boolean matches(Head head, Fence fence) {
                        return Objects.equals(head.claim(), fence.claim()) && head.version() == fence.version();
                    }
                }),
                new Planted("not locked by another as the fence", List.of("c26", "c28", "c30"), new RecordRules() {
                    @Override
                    protected boolean matches(Head head, Fence fence) {
                        return head.owner() == null || Objects.equals(head.claim(), fence.claim());
                    }
                }),
                new Planted("taken and not contested", List.of("c108", "c109"), new RecordRules() {
                    @Override
                    protected @Nullable Instant contest(@Nullable ProfileRecord found, @Nullable ServerRow owner) {
                        return found == null ? null : found.contested();
                    }
                }),
                new Planted("recognised by owner only", List.of("c5"), new RecordRules() {
                    @Override
                    protected boolean recognises(Head head, Open asked) {
                        return asked.server().equals(head.owner());
                    }
                }),
                new Planted("refused after a release", List.of("c33"), new RecordRules() {
                    @Override
                    protected boolean matches(Head head, Fence fence) {
                        return super.matches(head, fence) && head.owner() != null;
                    }
                }),
                new Planted("never recognised", List.of("c3", "c4", "c22", "c36"), new RecordRules() {
                    @Override
                    protected boolean recognises(Head head, Open asked) {
                        return false;
                    }
                }),
                new Planted("spent ignored", List.of("c7", "c21", "c48"), new RecordRules() {
                    @Override
                    protected boolean isSpent(Head head, Id claim) {
                        return false;
                    }
                }),
                new Planted("free without lock check", List.of("c6", "c92"), new RecordRules() {
                    @Override
                    protected boolean free(@Nullable ServerRow owner) {
                        return true;
                    }
                }),
                new Planted("buried not free", List.of("c9", "c65"), new RecordRules() {
                    @Override
                    protected boolean free(@Nullable ServerRow owner) {
                        return false;
                    }
                }),
                new Planted("reclaimed without token", List.of("c15"), new RecordRules() {
                    @Override
                    protected boolean reclaimable(Head head, Open.Reclaim asked) {
                        return asked.pairs().stream()
                                .anyMatch(pair -> pair.owner().equals(head.owner()));
                    }
                }));
    }

    /** Wrong changes of the record. */
    static List<Planted> changes() {
        return List.of(
                new Planted("reclaimed without owner", List.of("c15"), new RecordRules() {
                    @Override
                    protected boolean reclaimable(Head head, Open.Reclaim asked) {
                        return asked.pairs().stream().anyMatch(pair -> pair.token() == head.token());
                    }
                }),
                new Planted("stray freed by owner only", List.of("c46"), new RecordRules() {
                    @Override
                    protected boolean strayOf(Head head, Cancel asked) {
                        return asked.server().equals(head.owner());
                    }
                }),
                new Planted("grant leaves the token", List.of("c2", "c9", "c11", "c14"), new RecordRules() {
                    @Override
                    protected long tokenOfGrant(long token) {
                        return Math.max(1, token);
                    }
                }),
                new Planted("hand off leaves the token", List.of("c35"), new RecordRules() {
                    @Override
                    protected long tokenOfHandOff(long token) {
                        return token;
                    }
                }),
                new Planted("version as before", List.of("c23", "c24", "c44"), new RecordRules() {
                    @Override
                    protected Head written(Head head, Id write, @Nullable Id owner, List<Id> spent) {
                        Head after = super.written(head, write, owner, spent);
                        return copy(after, after.token(), head.version(), after.write(), after.sealed());
                    }
                }),
                new Planted("version as before without payload", List.of("c24"), new RecordRules() {
                    @Override
                    public Step<CommitReply.Written> apply(
                            @Nullable ProfileRecord found,
                            Write write,
                            Id id,
                            Function<Id, @Nullable ServerRow> servers,
                            Instant now) {
                        var step = super.apply(found, write, id, servers, now);
                        ProfileRecord after = Objects.requireNonNull(step.after());
                        if (write.payload() != null || after.head().owner() == null) {
                            return step;
                        }
                        Head head = after.head();
                        Head same = copy(head, head.token(), write.fence().version(), head.write(), head.sealed());
                        return new Step<>(
                                step.reply(),
                                new ProfileRecord(
                                        after.profile(),
                                        same,
                                        after.payload(),
                                        after.erased(),
                                        after.dates(),
                                        after.contested()),
                                null);
                    }
                }),
                new Planted("sealed by every commit", List.of("c23", "c31"), new RecordRules() {
                    @Override
                    protected Head written(Head head, Id write, @Nullable Id owner, List<Id> spent) {
                        Head after = super.written(head, write, owner, spent);
                        return copy(after, after.token(), after.version(), after.write(), write);
                    }
                }),
                new Planted("release spends nothing", List.of("c7", "c25", "c34", "c41"), new RecordRules() {
                    @Override
                    protected Head written(Head head, Id write, @Nullable Id owner, List<Id> spent) {
                        return super.written(head, write, owner, head.spent());
                    }
                }),
                new Planted("edit leaves token and version", List.of("c50", "c51"), new RecordRules() {
                    @Override
                    protected Head edited(Head head, Id write) {
                        return copy(super.edited(head, write), head.token(), head.version(), write, head.write());
                    }
                }),
                new Planted("edit forgets the spent", List.of("c50", "c51"), new RecordRules() {
                    @Override
                    protected Head edited(Head head, Id write) {
                        return new Head(
                                head.token() + 1,
                                null,
                                null,
                                head.version() + 1,
                                write,
                                head.write(),
                                List.of(),
                                0,
                                null);
                    }
                }),
                new Planted("edit tells nobody", List.of("c55"), new RecordRules() {
                    @Override
                    public Step<Edit.Edited> edit(
                            @Nullable ProfileRecord found,
                            Edit asked,
                            Function<Id, @Nullable ServerRow> servers,
                            Instant now) {
                        var step = super.edit(found, asked, servers, now);
                        return new Step<>(step.reply(), step.after(), null);
                    }
                }),
                new Planted("cancel of anything releases", List.of("c43", "c46"), new RecordRules() {
                    @Override
                    protected boolean strayOf(Head head, Cancel asked) {
                        return head.owner() != null;
                    }
                }));
    }

    private static Head copy(Head head, long token, long version, @Nullable Id write, @Nullable Id sealed) {
        return new Head(
                token, head.owner(), head.claim(), version, write, sealed, head.spent(), head.asks(), head.wanted());
    }
}
