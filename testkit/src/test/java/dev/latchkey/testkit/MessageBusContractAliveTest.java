package dev.latchkey.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.latchkey.bus.local.InProcessBus;
import dev.latchkey.spi.Id;
import dev.latchkey.spi.MessageBus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The contract catches planted faults: each faulty bus fails the sentences named here, and a good one none. */
class MessageBusContractAliveTest {
    private static final String NAME = "contract alive";

    /** A good bus with one method to spoil. */
    private static class Spoilt implements MessageBus {
        final MessageBus bus = InProcessBus.open(NAME);

        @Override
        public void publish(Id server, byte[] message) {
            bus.publish(server, message);
        }

        @Override
        public Subscription subscribe(Id server, Consumer<byte[]> listener) {
            return bus.subscribe(server, listener);
        }

        @Override
        public int maxMessageBytes() {
            return bus.maxMessageBytes();
        }

        @Override
        public void close() {
            bus.close();
        }
    }

    /** What it should hear in vain, it need not wait for long. */
    abstract static class Planted extends MessageBusContract {
        @Override
        protected Duration patience() {
            return Duration.ofMillis(100);
        }
    }

    static class Good extends MessageBusContract {
        @Override
        protected MessageBus open() {
            return new Spoilt();
        }
    }

    static class DropsEverything extends Planted {
        @Override
        protected MessageBus open() {
            return new Spoilt() {
                @Override
                public void publish(Id server, byte[] message) {}
            };
        }
    }

    static class CallsInThePublishersStack extends Planted {
        private final Map<Id, Consumer<byte[]>> listeners = new ConcurrentHashMap<>();

        @Override
        protected MessageBus open() {
            return new Spoilt() {
                @Override
                public Subscription subscribe(Id server, Consumer<byte[]> listener) {
                    listeners.put(server, listener);
                    return () -> listeners.remove(server, listener);
                }

                @Override
                public void publish(Id server, byte[] message) {
                    listeners.getOrDefault(server, nobody -> {}).accept(message);
                }
            };
        }
    }

    static class Throws extends Planted {
        @Override
        protected MessageBus open() {
            return new Spoilt() {
                private boolean closed;

                @Override
                public void publish(Id server, byte[] message) {
                    if (closed || message.length > maxMessageBytes()) {
                        throw new IllegalStateException("planted");
                    }
                    super.publish(server, message);
                }

                @Override
                public void close() {
                    closed = true;
                    super.close();
                }
            };
        }
    }

    static class DeliversAfterClose extends Planted {
        @Override
        protected MessageBus open() {
            return new Spoilt() {
                @Override
                public Subscription subscribe(Id server, Consumer<byte[]> listener) {
                    Subscription stillOpen = super.subscribe(server, listener);
                    return () -> assertThat(stillOpen).isNotNull();
                }

                @Override
                public void close() {}
            };
        }
    }

    static class CutsLongMessages extends Planted {
        @Override
        protected MessageBus open() {
            return new Spoilt() {
                @Override
                public void publish(Id server, byte[] message) {
                    super.publish(server, Arrays.copyOf(message, Math.min(message.length, 1_000)));
                }
            };
        }
    }

    static class TellsEverybody extends Planted {
        private final Map<Id, Id> known = new ConcurrentHashMap<>();

        @Override
        protected MessageBus open() {
            return new Spoilt() {
                @Override
                public Subscription subscribe(Id server, Consumer<byte[]> listener) {
                    known.put(server, server);
                    return super.subscribe(server, listener);
                }

                @Override
                public void publish(Id server, byte[] message) {
                    known.keySet().forEach(each -> super.publish(each, message));
                }
            };
        }
    }

    static class StopsAtAThrow extends Planted {
        @Override
        protected MessageBus open() {
            return new Spoilt() {
                @Override
                public Subscription subscribe(Id server, Consumer<byte[]> listener) {
                    boolean[] dead = new boolean[1];
                    return super.subscribe(server, message -> {
                        if (!dead[0]) {
                            dead[0] = true;
                            listener.accept(message);
                            dead[0] = false;
                        }
                    });
                }
            };
        }
    }

    @Test
    void aGoodBusPasses() {
        assertThat(failed(Good.class)).isEmpty();
    }

    @Test
    void plantedFaultsAreCaught() {
        assertThat(failed(DropsEverything.class)).contains("b1", "b2", "b3", "b12", "b13", "b14");
        assertThat(failed(CallsInThePublishersStack.class)).contains("b5", "b6", "b7");
        assertThat(failed(Throws.class)).contains("b4", "b10");
        assertThat(failed(DeliversAfterClose.class)).contains("b8", "b9");
        assertThat(failed(CutsLongMessages.class)).contains("b3", "b4");
        assertThat(failed(TellsEverybody.class)).contains("b13");
        assertThat(failed(StopsAtAThrow.class)).contains("b7");
    }

    @Test
    void everySentenceHasATestOfItsNumber() throws IOException {
        List<String> sentences = Pattern.compile("(?m)^- \\*\\*(B[0-9]+)\\*\\* ")
                .matcher(Files.readString(Path.of("../docs/contracts.md")))
                .results()
                .map(sentence -> sentence.group(1))
                .toList();
        List<String> tests = Arrays.stream(MessageBusContract.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(method -> number(method.getName()).toUpperCase(Locale.ROOT))
                .toList();

        assertThat(sentences).hasSize(16).doesNotHaveDuplicates();
        assertThat(tests).containsExactlyInAnyOrderElementsOf(sentences);
    }

    private static String number(String name) {
        return name.replaceFirst("^(b[0-9]+).*", "$1");
    }

    private static List<String> failed(Class<? extends MessageBusContract> contract) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(contract))
                .execute()
                .testEvents()
                .failed()
                .stream()
                .map(event -> event.getTestDescriptor().getDisplayName())
                .map(MessageBusContractAliveTest::number)
                .toList();
    }
}
