package dev.latchkey.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class UrlOptionsTest {
    @Test
    void good_values_are_read() {
        assertThat(UrlOptions.number("pool", "12")).isEqualTo(12);
        assertThat(UrlOptions.longNumber("pages", "4294967294")).isEqualTo(4_294_967_294L);
        assertThat(UrlOptions.flag("durable", "true")).isTrue();
        assertThat(UrlOptions.flag("durable", "false")).isFalse();
        UrlOptions.check("pool", 2, 2, 200);
        UrlOptions.check("pool", 200, 2, 200);
    }

    @Test
    void bad_values_are_refused_by_name() {
        assertThatThrownBy(() -> UrlOptions.number("pool", "many"))
                .hasMessage("option pool is a whole number, not \"many\"");
        assertThatThrownBy(() -> UrlOptions.number("pool", "4294967296"))
                .hasMessage("option pool is 4294967296, allowed -2147483648-2147483647");
        assertThatThrownBy(() -> UrlOptions.flag("durable", "yes"))
                .hasMessage("option durable is true or false, not \"yes\"");
        assertThatThrownBy(() -> UrlOptions.check("pool", 1, 2, 200)).hasMessage("option pool is 1, allowed 2-200");
        assertThatThrownBy(() -> UrlOptions.check("pool", 201, 2, 200)).isInstanceOf(IllegalArgumentException.class);
    }
}
