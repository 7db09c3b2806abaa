package dev.latchkey.engine.dynamodb;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Evaluates one condition or update expression on attributes at the top of an item. */
final class Expression {
    private static final Pattern TOKEN = Pattern.compile("\\s*(<=|>=|<>|[=<>(),+-]|[:#]?[A-Za-z0-9_]+)");

    private final List<String> tokens = new ArrayList<>();
    private final JsonNode names;
    private final JsonNode values;
    private final Set<String> used;
    private ObjectNode item;
    private int at;

    /**
     * @param request has ExpressionAttributeNames and ExpressionAttributeValues
     * @param used what of these is used is added
     */
    private Expression(String text, JsonNode request, Set<String> used, ObjectNode item) {
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        if (!text.substring(end).isBlank()) {
            throw Refusal.invalid("Invalid expression: Syntax error; token: " + text.substring(end));
        }
        this.names = request.path("ExpressionAttributeNames");
        this.values = request.path("ExpressionAttributeValues");
        this.used = used;
        this.item = item;
    }

    /** Whether the item, which has no attributes where it is missing, is as a request's expression wants it. */
    static boolean holds(JsonNode request, String member, ObjectNode item, Set<String> used) {
        JsonNode text = request.path(member);
        if (!text.isString()) {
            return true;
        }
        Expression expression = new Expression(text.asString(), request, used, item);
        boolean holds = expression.or();
        expression.end();
        return holds;
    }

    /** The item after a request's update. */
    static ObjectNode updated(JsonNode request, ObjectNode item, Set<String> used) {
        ObjectNode after = item.deepCopy();
        new Expression(request.path("UpdateExpression").asString(""), request, used, item).update(after);
        return after;
    }

    /** The attributes that a request wants. */
    static ObjectNode projected(JsonNode request, ObjectNode item, Set<String> used) {
        JsonNode text = request.path("ProjectionExpression");
        if (!text.isString()) {
            return item;
        }
        Expression expression = new Expression(text.asString(), request, used, item);
        ObjectNode some = JsonNodeFactory.instance.objectNode();
        do {
            String name = expression.name(expression.next());
            if (item.has(name)) {
                some.set(name, item.get(name));
            }
        } while (expression.taken(","));
        expression.end();
        return some;
    }

    /** What is given and not used is an error. */
    static void checkUsed(JsonNode request, Set<String> used) {
        Set<String> given = new HashSet<>();
        given.addAll(request.path("ExpressionAttributeNames").propertyNames());
        given.addAll(request.path("ExpressionAttributeValues").propertyNames());
        given.removeAll(used);
        if (!given.isEmpty()) {
            throw Refusal.invalid("Value provided in ExpressionAttributeValues unused in expressions: keys: " + given);
        }
    }

    private String peek() {
        return at < tokens.size() ? tokens.get(at) : "";
    }

    private String next() {
        if (at >= tokens.size()) {
            throw Refusal.invalid("Invalid expression: it ends early");
        }
        return tokens.get(at++);
    }

    private boolean taken(String token) {
        if (peek().equalsIgnoreCase(token)) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(String token) {
        if (!taken(token)) {
            throw Refusal.invalid("Invalid expression: Syntax error; token: " + peek() + ", expected: " + token);
        }
    }

    private void end() {
        if (at < tokens.size()) {
            throw Refusal.invalid("Invalid expression: Syntax error; token: " + peek());
        }
    }

    private boolean or() {
        boolean holds = and();
        while (taken("OR")) {
            holds |= and();
        }
        return holds;
    }

    private boolean and() {
        boolean holds = not();
        while (taken("AND")) {
            holds &= not();
        }
        return holds;
    }

    private boolean not() {
        return taken("NOT") ? !not() : primary();
    }

    private boolean primary() {
        if (taken("(")) {
            boolean holds = or();
            expect(")");
            return holds;
        }
        if (at + 1 < tokens.size() && tokens.get(at + 1).equals("(")) {
            return function(next());
        }
        JsonNode left = operand();
        String operator = next();
        if (operator.equalsIgnoreCase("BETWEEN")) {
            JsonNode low = operand();
            expect("AND");
            JsonNode high = operand();
            if (low != null && high != null && Values.compare(low, high) > 0) {
                throw Refusal.invalid("The BETWEEN operator requires upper bound to be greater than or equal to lower");
            }
            return compared(left, ">=", low) && compared(left, "<=", high);
        }
        return compared(left, operator, operand());
    }

    private static boolean compared(@Nullable JsonNode left, String operator, @Nullable JsonNode right) {
        if (left == null || right == null || !Values.comparable(left, right)) {
            return operator.equals("<>");
        }
        int order = Values.compare(left, right);
        return switch (operator) {
            case "=" -> order == 0;
            case "<>" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            default -> throw Refusal.invalid("Invalid expression: Syntax error; token: " + operator);
        };
    }

    private boolean function(String name) {
        expect("(");
        boolean holds = switch (name) {
            case "attribute_exists" -> item.has(name(next()));
            case "attribute_not_exists" -> !item.has(name(next()));
            case "contains" -> {
                JsonNode whole = operand();
                expect(",");
                JsonNode part = operand();
                yield whole != null
                        && part != null
                        && Values.comparable(whole, part)
                        && Values.text(whole).contains(Values.text(part));
            }
            case "begins_with" -> {
                JsonNode whole = operand();
                expect(",");
                JsonNode part = operand();
                yield whole != null && part != null && Values.text(whole).startsWith(Values.text(part));
            }
            default -> throw Refusal.invalid("Invalid function name; function: " + name);
        };
        expect(")");
        return holds;
    }

    private String name(String token) {
        if (token.startsWith("#")) {
            used.add(token);
            if (!names.has(token)) {
                throw Refusal.invalid("An expression attribute name used in expression is not defined: " + token);
            }
            return names.get(token).asString();
        }
        if (token.startsWith(":")) {
            throw Refusal.invalid("Invalid expression: a value where an attribute is expected: " + token);
        }
        return token;
    }

    private @Nullable JsonNode operand() {
        String token = next();
        if (!token.startsWith(":")) {
            return item.get(name(token));
        }
        used.add(token);
        if (!values.has(token)) {
            throw Refusal.invalid("An expression attribute value used in expression is not defined: " + token);
        }
        return values.get(token);
    }

    private void update(ObjectNode after) {
        Set<String> paths = new HashSet<>();
        while (at < tokens.size()) {
            String clause = next().toUpperCase(Locale.ROOT);
            do {
                String path = name(next());
                if (!paths.add(path)) {
                    throw Refusal.invalid("Two document paths overlap with each other: " + path);
                }
                switch (clause) {
                    case "SET" -> {
                        expect("=");
                        after.set(path, sum());
                    }
                    case "REMOVE" -> after.remove(path);
                    case "ADD" -> after.set(path, number(item.get(path), operand(), 1));
                    default -> throw Refusal.invalid("Invalid UpdateExpression: Syntax error; token: " + clause);
                }
            } while (taken(","));
        }
    }

    private JsonNode sum() {
        JsonNode value = settable();
        while (peek().equals("+") || peek().equals("-")) {
            int sign = next().equals("+") ? 1 : -1;
            value = number(value, settable(), sign);
        }
        return value;
    }

    private JsonNode settable() {
        if (taken("if_not_exists")) {
            expect("(");
            JsonNode found = item.get(name(next()));
            expect(",");
            JsonNode otherwise = settable();
            expect(")");
            return found == null ? otherwise : found;
        }
        JsonNode value = operand();
        if (value == null) {
            throw Refusal.invalid("The provided expression refers to an attribute that does not exist in the item");
        }
        return value;
    }

    private static JsonNode number(@Nullable JsonNode value, @Nullable JsonNode by, int sign) {
        if (by == null || !by.has("N") || (value != null && !value.has("N"))) {
            throw Refusal.invalid("An operand in the update expression has an incorrect data type");
        }
        BigDecimal before = value == null ? BigDecimal.ZERO : new BigDecimal(Values.text(value));
        BigDecimal amount = new BigDecimal(Values.text(by)).multiply(BigDecimal.valueOf(sign));
        return JsonNodeFactory.instance.objectNode().put("N", before.add(amount).toPlainString());
    }
}
