package dev.latchkey.engine.dynamodb;

import dev.latchkey.spi.TransactionalTable;
import dev.latchkey.testkit.TransactionalTableContract;
import java.time.InstantSource;
import org.junit.jupiter.api.extension.RegisterExtension;

final class DynamoTableTest extends TransactionalTableContract {
    @RegisterExtension
    static final SharedDynamo DYNAMO = new SharedDynamo();

    private final DynamoSettings settings = DYNAMO.fresh();

    @Override
    protected TransactionalTable open() {
        Calls calls = new Calls(settings);
        DynamoTable table = new DynamoTable(calls, InstantSource.system());
        new Setup(settings, calls).run(table);
        return table;
    }
}
