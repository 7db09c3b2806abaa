package dev.latchkey.engine.dynamodb;

import dev.latchkey.spi.TransactionalTable.RowKey;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** What is done to one item, as a request of its own or as part of a transaction. */
sealed interface Action {
    /**
     * An item, and on which condition anything is done.
     *
     * @param condition null for none
     */
    record Target(RowKey key, @Nullable String condition, Map<String, AttributeValue> values) {
        Map<String, AttributeValue> item() {
            return Item.key(key);
        }

        static Map<String, AttributeValue> merged(Map<String, AttributeValue> some, Map<String, AttributeValue> more) {
            Map<String, AttributeValue> all = new HashMap<>(some);
            all.putAll(more);
            return all;
        }

        /** Null where there are none, which the service wants to be left out. */
        static @Nullable Map<String, AttributeValue> all(
                Map<String, AttributeValue> some, Map<String, AttributeValue> more) {
            Map<String, AttributeValue> all = merged(some, more);
            return all.isEmpty() ? null : all;
        }
    }

    /** Sends it alone; false where it can only go with others, and nothing was sent. */
    boolean alone(DynamoDbClient client, String table);

    TransactWriteItem together(String table);

    /** Changes attributes, and makes the item where it is missing. */
    record Change(Target target, String update, Map<String, AttributeValue> values) implements Action {
        @Override
        public boolean alone(DynamoDbClient client, String table) {
            var unused = client.updateItem(request -> request.tableName(table)
                    .key(target.item())
                    .conditionExpression(target.condition())
                    .updateExpression(update)
                    .expressionAttributeValues(Target.all(target.values(), values)));
            return true;
        }

        @Override
        public TransactWriteItem together(String table) {
            return TransactWriteItem.builder()
                    .update(request -> request.tableName(table)
                            .key(target.item())
                            .conditionExpression(target.condition())
                            .updateExpression(update)
                            .expressionAttributeValues(Target.all(target.values(), values)))
                    .build();
        }
    }

    /** Removes the item, if it is there. */
    record Delete(Target target) implements Action {
        @Override
        public boolean alone(DynamoDbClient client, String table) {
            var unused = client.deleteItem(request -> request.tableName(table)
                    .key(target.item())
                    .conditionExpression(target.condition())
                    .expressionAttributeValues(Target.all(target.values(), Map.of())));
            return true;
        }

        @Override
        public TransactWriteItem together(String table) {
            return TransactWriteItem.builder()
                    .delete(request -> request.tableName(table)
                            .key(target.item())
                            .conditionExpression(target.condition())
                            .expressionAttributeValues(Target.all(target.values(), Map.of())))
                    .build();
        }
    }

    /** Puts a whole item, whatever was there. */
    record Whole(RowKey key, Map<String, AttributeValue> item) implements Action {
        @Override
        public boolean alone(DynamoDbClient client, String table) {
            var unused = client.putItem(request -> request.tableName(table).item(item));
            return true;
        }

        @Override
        public TransactWriteItem together(String table) {
            return TransactWriteItem.builder()
                    .put(request -> request.tableName(table).item(item))
                    .build();
        }
    }

    /** Only sees that a condition holds. */
    record Only(Target target) implements Action {
        @Override
        public boolean alone(DynamoDbClient client, String table) {
            return false;
        }

        @Override
        public TransactWriteItem together(String table) {
            return TransactWriteItem.builder()
                    .conditionCheck(request -> request.tableName(table)
                            .key(target.item())
                            .conditionExpression(target.condition())
                            .expressionAttributeValues(Target.all(target.values(), Map.of())))
                    .build();
        }
    }
}
