package dev.latchkey.bus.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.latchkey.spi.Id;
import dev.latchkey.spi.MessageBus;
import dev.latchkey.spi.StoreException;
import dev.latchkey.spi.StoreUrl;
import dev.latchkey.testkit.MessageBusContract;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole contract of buses on a real server, credentials and restarts, where one is installed. Where none is there is one
 * test, which says so; {@link SmallServerBusTest} holds the bus to the contract everywhere.
 */
final class RealServerTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    /** Each test of the contract opens buses that only it hears. */
    private static final class Contract extends MessageBusContract {
        private final NatsSettings settings;

        Contract(NatsSettings settings) {
            this.settings = settings;
        }

        @Override
        protected MessageBus open() {
            return NatsBus.open(settings);
        }
    }

    @TestFactory
    List<DynamicTest> all() {
        Optional<Path> program = NatsServer.program();
        if (program.isEmpty()) {
            String name =
                    "no nats-server is installed, nor named by LATCHKEY_NATS_SERVER: the contract ran on a small one";
            return List.of(dynamicTest(name, () -> assertThat(program).isEmpty()));
        }
        Path server = program.get();
        List<DynamicTest> tests = new ArrayList<>();
        tests.add(dynamicTest("contract", () -> contract(server)));
        tests.add(dynamicTest("a restarted server", () -> restarted(server)));
        tests.add(dynamicTest("user and password", () -> password(server)));
        tests.add(dynamicTest("a token", () -> token(server)));
        tests.add(dynamicTest("an encrypted connection", () -> encrypted(server)));
        return tests;
    }

    private static List<Method> methods(Class<?> marked) {
        return Arrays.stream(MessageBusContract.class.getDeclaredMethods())
                .filter(method -> marked == Test.class
                        ? method.isAnnotationPresent(Test.class)
                        : method.isAnnotationPresent(AfterEach.class))
                .toList();
    }

    private static void contract(Path program) throws Exception {
        List<Method> tests = methods(Test.class);
        assertThat(tests).hasSize(16);
        try (NatsServer server = NatsServer.start(program)) {
            for (Method test : tests) {
                Contract contract = new Contract(server.settings()
                        .withPrefix("latchkey." + test.getName().replaceFirst("^(b[0-9]+).*", "$1")));
                try {
                    call(test, contract);
                } finally {
                    for (Method after : methods(AfterEach.class)) {
                        call(after, contract);
                    }
                }
            }
        }
    }

    private static void call(Method method, Contract on) throws Exception {
        method.setAccessible(true);
        try {
            method.invoke(on);
        } catch (InvocationTargetException thrown) {
            throw new AssertionError(method.getName(), thrown.getCause());
        }
    }

    private static void restarted(Path program) throws Exception {
        Id server = new Id(7, 7);
        try (NatsServer nats = NatsServer.start(program);
                NatsBus bus = NatsBus.open(nats.settings())) {
            Echo echo = new Echo(bus, server);
            echo.heard();
            nats.kill();
            bus.publish(server, new byte[] {1});
            nats.startAgain();
            echo.heard();
        }
    }

    private void password(Path program) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "s3cret p@ss\n");
        try (NatsServer nats = NatsServer.start(program, "--user", "ada", "--pass", "s3cret p@ss")) {
            String host = "localhost:" + nats.port();
            for (String url :
                    List.of("nats://ada:s3cret%20p%40ss@" + host, "nats://ada@" + host + "?password-file=" + secret)) {
                try (MessageBus bus = new NatsBusProvider().open(StoreUrl.parse(url))) {
                    new Echo(bus, new Id(8, 8)).heard();
                }
            }
            assertThatThrownBy(() -> new NatsBusProvider().open(StoreUrl.parse("nats://ada:wr0ng@" + host)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("credentials")
                    .hasMessageNotContaining("wr0ng");
        }
    }

    private void encrypted(Path program) throws Exception {
        Certified here = Certified.make(folder.resolve("here"), "localhost");
        Certified elsewhere = Certified.make(folder.resolve("elsewhere"), "elsewhere.example");
        try (NatsServer nats = NatsServer.start(program, here.arguments())) {
            NatsSettings settings = nats.settings();
            try (MessageBus bus = NatsBus.open(settings.withTls(true, here.certificate()))) {
                new Echo(bus, new Id(10, 10)).heard();
            }
            refused(settings.withTls(true, elsewhere.certificate()));
            refused(settings.withTls(true, null));
        }
        try (NatsServer nats = NatsServer.start(program, elsewhere.arguments())) {
            refused(nats.settings().withTls(true, elsewhere.certificate()));
        }
    }

    private static void refused(NatsSettings settings) {
        assertThatThrownBy(() -> NatsBus.open(settings)).isInstanceOf(StoreException.class);
    }

    private static void token(Path program) throws Exception {
        try (NatsServer nats = NatsServer.start(program, "--auth", "t0ken");
                MessageBus bus = new NatsBusProvider().open(StoreUrl.parse("nats://t0ken@localhost:" + nats.port()))) {
            new Echo(bus, new Id(9, 9)).heard();
        }
    }
}
