package dev.latchkey.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.spi.Codec;
import dev.latchkey.spi.CodecException;
import dev.latchkey.spi.Difference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where two texts differ. */
final class DifferencesTest {
    private final Codec<Object> codec = new JsonCodecProvider().codecFor(Object.class);

    private List<Difference> diff(String before, String after) {
        return codec.differences(bytes(before), bytes(after));
    }

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void fields_are_compared_one_by_one_and_their_order_says_nothing() {
        assertThat(diff("{'a':1,'b':{'c':'x','d':true}}", "{'b':{'d':true,'c':'y'},'e':[1],'a':1}"))
                .containsExactly(new Difference("/b/c", "\"x\"", "\"y\""), new Difference("/e", null, "[1]"));
        assertThat(diff("{'a':1}", "{}")).containsExactly(new Difference("/a", "1", null));
        assertThat(diff("{'a/b~':1}", "{'a/b~':2}")).containsExactly(new Difference("/a~1b~0", "1", "2"));
        assertThat(diff("{ 'a' : 1.50 }", "{'a':1.50}")).isEmpty();
    }

    @Test
    void in_a_list_what_came_or_went_shows_alone() {
        assertThat(diff("[1,2,3]", "[1,9,2,3]")).containsExactly(new Difference("/1", null, "9"));
        assertThat(diff("[1,2,3]", "[2,3]")).containsExactly(new Difference("/0", "1", null));
        assertThat(diff("[{'n':1},{'n':2}]", "[{'n':1},{'n':5}]")).containsExactly(new Difference("/1/n", "2", "5"));
    }

    @Test
    void another_kind_of_value_is_the_whole() {
        assertThat(diff("5", "[5]")).containsExactly(new Difference("/", "5", "[5]"));
        assertThatThrownBy(() -> diff("{", "{}")).isInstanceOf(CodecException.class);
    }
}
