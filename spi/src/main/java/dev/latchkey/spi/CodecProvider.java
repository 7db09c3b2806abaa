package dev.latchkey.spi;

/** Makes codecs for classes, found by {@link java.util.ServiceLoader}. */
public interface CodecProvider {
    /** The name that its codecs store, for example {@code json}. */
    String name();

    /**
     * A codec for the class.
     *
     * @throws CodecException if values of this class cannot be handled; the message says why
     */
    <T> Codec<T> codecFor(Class<T> type);
}
