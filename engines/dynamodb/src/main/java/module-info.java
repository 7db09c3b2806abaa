/** A storage engine on DynamoDB. */
module dev.latchkey.engine.dynamodb {
    requires static transitive org.jspecify;
    requires transitive dev.latchkey.spi;
    requires transitive dev.latchkey.engine.table;
    requires java.net.http;
    requires software.amazon.awssdk.services.dynamodb;
    requires software.amazon.awssdk.core;
    requires software.amazon.awssdk.awscore;
    requires software.amazon.awssdk.auth;
    requires software.amazon.awssdk.identity.spi;
    requires software.amazon.awssdk.regions;
    requires software.amazon.awssdk.http;
    requires software.amazon.awssdk.retries;
    requires software.amazon.awssdk.retries.api;
    requires software.amazon.awssdk.utils;

    exports dev.latchkey.engine.dynamodb;

    provides dev.latchkey.spi.EngineProvider with
            dev.latchkey.engine.dynamodb.DynamoProvider;
}
