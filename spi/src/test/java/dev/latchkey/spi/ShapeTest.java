package dev.latchkey.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeTest {
    private static Payload payload(String codec, int schema) {
        return new Payload(new byte[] {1}, codec, schema, true);
    }

    @Test
    void whoMayReadComesBackFromThePayload() {
        Shape shape = new Shape("json", 3, 1);
        assertThat(shape.payload(new byte[] {1}, true)).isEqualTo(payload("json;from=1", 3));
        assertThat(Shape.of(payload("json;from=1", 3))).isEqualTo(shape);
    }

    @Test
    void whereOnlyItsOwnSchemaMayReadTheNameIsPlain() {
        assertThat(Shape.of("json", 3).payload(new byte[] {1}, true)).isEqualTo(payload("json", 3));
        assertThat(Shape.of(payload("json", 3))).isEqualTo(new Shape("json", 3, 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "json;from=",
                "json;from=x",
                "json;from=-1",
                "json;from=4",
                "json;from=1 ",
                "json;from=99999999999"
            })
    void S8_aParameterThatMakesNoSenseIsNoCodecsName(String codec) {
        assertThat(Shape.of(payload(codec, 3))).isEqualTo(new Shape(codec, 3, 3));
    }

    @Test
    void theLowestReaderIsWithinTheSchemasThatExist() {
        assertThatThrownBy(() -> new Shape("json", 3, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Shape("json", 3, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
