package dev.latchkey.spi;

import java.time.Duration;

/**
 * Renews a server's lease (rule L1): applies only to a row that is not buried and shows {@code beat}.
 *
 * @param beat the beat that the server last saw
 * @param lease length of the lease from now, by the store's clock
 * @param acknowledged number of the newest {@link RenewReply.Taken} that was heard, 0 for none
 */
public record Renewal(Id server, long beat, Duration lease, long acknowledged) {}
