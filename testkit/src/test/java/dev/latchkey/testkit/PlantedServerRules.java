package dev.latchkey.testkit;

import dev.latchkey.spi.Burial;
import dev.latchkey.spi.Registration;
import dev.latchkey.spi.Renewal;
import dev.latchkey.spi.ServerRow;
import dev.latchkey.spi.ServerRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules for servers with one mistake each, and the contract's tests that must find it. */
final class PlantedServerRules {
    private PlantedServerRules() {}

    static List<Planted> all() {
        return List.of(
                new Planted("renewal revives the buried", List.of("c61"), new ServerRules() {
                    @Override
                    protected boolean revives() {
                        return true;
                    }
                }),
                new Planted("registering revives", List.of("c57", "c58"), new ServerRules() {
                    @Override
                    public Step<Registration.Registered> register(
                            @Nullable ServerRow found, Registration asked, @Nullable Instant now) {
                        return super.register(null, asked, now);
                    }
                }),
                new Planted("renewal of any beat", List.of("c60", "c94"), new ServerRules() {
                    @Override
                    public @Nullable ServerRow renew(@Nullable ServerRow found, Renewal asked, @Nullable Instant now) {
                        long beat = found == null ? 0 : found.beat();
                        return super.renew(
                                found, new Renewal(asked.server(), beat, asked.lease(), asked.acknowledged()), now);
                    }
                }),
                new Planted("renewal hides the gap", List.of("c74"), new ServerRules() {
                    @Override
                    public @Nullable ServerRow renew(@Nullable ServerRow found, Renewal asked, @Nullable Instant now) {
                        ServerRow after = super.renew(found, asked, now);
                        return after == null || found == null
                                ? after
                                : new ServerRow(
                                        after.server(),
                                        after.name(),
                                        after.beat(),
                                        found.since(),
                                        after.leaseEnd(),
                                        false);
                    }
                }),
                new Planted("early burial", List.of("c70", "c72", "c73"), new ServerRules() {
                    @Override
                    public Step<Burial.Reply> bury(
                            @Nullable ServerRow target, @Nullable ServerRow by, Burial asked, @Nullable Instant now) {
                        Burial early = new Burial(
                                asked.target(), asked.by(), asked.beat(), asked.settled(), Burial.Cause.PREDECESSOR);
                        return settled(by, asked, now)
                                ? super.bury(target, by, early, now)
                                : super.bury(target, by, asked, now);
                    }
                }),
                new Planted("burial without looking at the beat", List.of("c73"), new ServerRules() {
                    @Override
                    public Step<Burial.Reply> bury(
                            @Nullable ServerRow target, @Nullable ServerRow by, Burial asked, @Nullable Instant now) {
                        long beat = target == null ? 0 : target.beat();
                        Burial any = new Burial(asked.target(), asked.by(), beat, asked.settled(), asked.cause());
                        return super.bury(target, by, any, now);
                    }
                }),
                new Planted("first one back buries the rest", List.of("c74"), new ServerRules() {
                    @Override
                    protected boolean settled(@Nullable ServerRow by, Burial asked, @Nullable Instant now) {
                        Burial atOnce =
                                new Burial(asked.target(), asked.by(), asked.beat(), Duration.ZERO, asked.cause());
                        return super.settled(by, atOnce, now);
                    }
                }),
                new Planted("missing read as buried", List.of("c67"), new ServerRules() {
                    @Override
                    public Step<Burial.Reply> bury(
                            @Nullable ServerRow target, @Nullable ServerRow by, Burial asked, @Nullable Instant now) {
                        return target == null
                                ? new Step<>(Burial.Reply.BURIED, null)
                                : super.bury(target, by, asked, now);
                    }
                }));
    }
}
