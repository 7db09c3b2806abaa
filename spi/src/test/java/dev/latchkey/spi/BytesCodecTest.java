package dev.latchkey.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BytesCodecTest {
    private final BytesCodec codec = new BytesCodec();

    @Test
    void storesBytesAsTheyAreWithoutACopy() {
        byte[] bytes = {0, -1, 7};

        assertThat(codec.encode(bytes)).isSameAs(bytes);
        assertThat(codec.decode(bytes)).isSameAs(bytes);
        assertThat(codec.name()).isEqualTo("bytes");
        assertThat(codec.text()).isFalse();
    }

    @Test
    void keepsNothingBeyondTheBytes() {
        byte[] bytes = {1};

        assertThat(codec.decodeKeeping(bytes).extras()).isNull();
        assertThat(codec.encode(bytes, new byte[] {2})).isSameAs(bytes);
    }
}
