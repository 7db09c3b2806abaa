package dev.latchkey.json;

import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/**
 * One change of the shape of stored data, made by {@link JsonMigrations#migration} or {@link
 * JsonMigrations#compatible}.
 *
 * @param number the schema that it leads to, ≥ 1
 * @param name for people, for example {@code gold becomes a purse}
 * @param compatible whether readers of the schema before may read, change and save data that has it
 * @param change turns a profile's data of the schema before into this one's; gets a tree of its own, which it may
 *     change and return. Called on any thread, so it depends on nothing else
 */
public record JsonMigration(int number, String name, boolean compatible, UnaryOperator<JsonNode> change) {
    /**
     * @throws IllegalArgumentException if the number is below 1 or the name is blank
     */
    public JsonMigration {
        if (number < 1) {
            throw new IllegalArgumentException("a migration's number is at least 1 number=" + number);
        }
        if (name.isBlank()) {
            throw new IllegalArgumentException("a migration has a name number=" + number);
        }
    }

    @Override
    public String toString() {
        return number + " \"" + name + "\"";
    }
}
