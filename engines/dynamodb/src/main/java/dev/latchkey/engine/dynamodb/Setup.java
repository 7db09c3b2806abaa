package dev.latchkey.engine.dynamodb;

import dev.latchkey.spi.Outcome;
import dev.latchkey.spi.StoreException;
import dev.latchkey.spi.TransactionalTable.Check;
import dev.latchkey.spi.TransactionalTable.Found;
import dev.latchkey.spi.TransactionalTable.Get;
import dev.latchkey.spi.TransactionalTable.Group;
import dev.latchkey.spi.TransactionalTable.Put;
import dev.latchkey.spi.TransactionalTable.Row;
import dev.latchkey.spi.TransactionalTable.RowKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/** Finds the store's table, or makes it. */
final class Setup {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    /** How many loose bodies an opening removes. */
    private static final int SOME = 20;

    private static final RowKey LAYOUT = new RowKey("layout", "layout");
    /** The layout of the rows that this version writes. */
    private static final String KNOWN = "1";

    private final DynamoSettings settings;
    private final Calls calls;

    Setup(DynamoSettings settings, Calls calls) {
        this.settings = settings;
        this.calls = calls;
    }

    /**
     * @throws StoreException if the table is missing and may not be made, or is none of a store; the message says what to do
     */
    void run(DynamoTable table) {
        checkKeys(active());
        checkLayout(table);
        boolean unused = reply(table.tidy(SOME));
    }

    private static <R> R reply(Outcome<R> outcome) {
        try {
            return Reading.reply(outcome);
        } catch (Reading.Failed e) {
            throw new StoreException(String.valueOf(e.getMessage()), e.getCause());
        }
    }

    private Optional<TableDescription> find() {
        return reply(calls.call(client -> {
            try {
                return Optional.of(client.describeTable(request -> request.tableName(settings.table()))
                        .table());
            } catch (ResourceNotFoundException e) {
                return Optional.empty();
            }
        }));
    }

    private TableDescription active() {
        Optional<TableDescription> found = find();
        if (found.isEmpty()) {
            if (!settings.create()) {
                throw new StoreException(
                        "the table is not there: make it, with the keys p and s, both strings, or allow the"
                                + " store to (create=true): " + settings.where());
            }
            boolean unused = reply(calls.call(this::create));
        }
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (found.isEmpty() || !isActive(found.get())) {
            if (System.nanoTime() > deadline) {
                throw new StoreException("the table did not become active in time: " + settings.where());
            }
            found = find();
            if (found.isEmpty() || !isActive(found.get())) {
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
        }
        return found.get();
    }

    private static boolean isActive(TableDescription table) {
        return table.tableStatus() == TableStatus.ACTIVE || table.tableStatus() == TableStatus.UPDATING;
    }

    /** Whether it was this call that made it. */
    private boolean create(DynamoDbClient client) {
        try {
            var unused = client.createTable(request -> request.tableName(settings.table())
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .keySchema(key("p", KeyType.HASH), key("s", KeyType.RANGE))
                    .attributeDefinitions(text("p"), text("s")));
            return true;
        } catch (ResourceInUseException e) {
            return false;
        }
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private void checkKeys(TableDescription table) {
        Map<String, ScalarAttributeType> types = table.attributeDefinitions().stream()
                .collect(Collectors.toMap(AttributeDefinition::attributeName, AttributeDefinition::attributeType));
        boolean fits = table.keySchema().equals(List.of(key("p", KeyType.HASH), key("s", KeyType.RANGE)))
                && types.get("p") == ScalarAttributeType.S
                && types.get("s") == ScalarAttributeType.S;
        if (!fits) {
            throw new StoreException("the table is none of a store: its keys are "
                    + table.keySchema().stream()
                            .map(KeySchemaElement::attributeName)
                            .collect(Collectors.joining(" and "))
                    + ", not p and s, both strings: " + settings.where());
        }
    }

    private void checkLayout(DynamoTable table) {
        Found found = reply(table.read(List.of(new Get(LAYOUT, false))));
        if (found.rows().get(0).isEmpty()) {
            Group first = new Group(List.of(new Check(LAYOUT, null)), List.of(new Put(LAYOUT, KNOWN, null)));
            boolean unused = reply(table.write(List.of(first)).get(0));
            found = reply(table.read(List.of(new Get(LAYOUT, false))));
        }
        String stored = found.rows().get(0).stream().map(Row::value).findFirst().orElse("none");
        if (!stored.equals(KNOWN)) {
            throw new StoreException("the store was made by a newer version: layout=" + stored + " known=" + KNOWN + " "
                    + settings.where());
        }
    }
}
