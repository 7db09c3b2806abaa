/** A storage engine on DynamoDB. */
@NullMarked
package dev.latchkey.engine.dynamodb;

import org.jspecify.annotations.NullMarked;
