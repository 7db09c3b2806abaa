package dev.latchkey.engine.dynamodb;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One server for all tests of a class, each with a table of its own in it. */
final class SharedDynamo implements BeforeAllCallback, AfterAllCallback {
    private @Nullable TestDynamo dynamo;

    @Override
    public void beforeAll(ExtensionContext context) {
        dynamo = TestDynamo.start();
    }

    DynamoSettings fresh() {
        if (dynamo == null) {
            throw new IllegalStateException("the server was not started");
        }
        return dynamo.fresh();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (dynamo != null) {
            dynamo.close();
        }
    }
}
