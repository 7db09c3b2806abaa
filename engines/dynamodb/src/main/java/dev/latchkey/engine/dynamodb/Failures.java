package dev.latchkey.engine.dynamodb;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** What a failure means, in words that say what to do, and whether the request surely had no effect. */
final class Failures {
    /** The service refuses for a moment, before anything is done. */
    private static final Set<String> BUSY = Set.of(
            "ThrottlingException",
            "Throttling",
            "ProvisionedThroughputExceededException",
            "RequestLimitExceeded",
            "LimitExceededException",
            "TransactionConflictException");

    /** Reasons of cancelled transactions that pass by themselves. */
    private static final Set<String> PASSING =
            Set.of("None", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

    /** Codes of the service's errors that say: it may have happened. */
    private static final Set<String> UNDECIDED = Set.of("TransactionInProgressException");

    private Failures() {}

    /** Whether the request surely had no effect and is worth being sent again. */
    static boolean passes(SdkException e) {
        if (e instanceof TransactionCanceledException cancelled) {
            return cancelled.hasCancellationReasons()
                    && cancelled.cancellationReasons().stream()
                            .map(Failures::code)
                            .allMatch(PASSING::contains);
        }
        return e instanceof AwsServiceException service && BUSY.contains(code(service));
    }

    /** Whether a condition of a cancelled transaction did not hold. */
    static boolean refused(TransactionCanceledException e) {
        return e.cancellationReasons().stream().map(Failures::code).anyMatch("ConditionalCheckFailed"::equals);
    }

    private static String code(CancellationReason reason) {
        return reason.code() == null ? "None" : reason.code();
    }

    private static String code(AwsServiceException e) {
        return e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null
                ? ""
                : e.awsErrorDetails().errorCode();
    }

    /**
     * Whether it surely had no effect: the service says so, or nothing was ever sent.
     *
     * @param sent whether the request was given to the connection
     */
    static boolean surelyNot(SdkException e, boolean sent) {
        if (e instanceof AwsServiceException service) {
            return service.statusCode() >= 400
                    && service.statusCode() < 500
                    && service.statusCode() != 408
                    && !UNDECIDED.contains(code(service));
        }
        return !sent || unreachable(e);
    }

    private static boolean unreachable(Throwable e) {
        return find(e, ConnectException.class)
                || find(e, UnknownHostException.class)
                || find(e, HttpConnectTimeoutException.class)
                || find(e, SSLHandshakeException.class);
    }

    private static boolean find(@Nullable Throwable e, Class<? extends Throwable> kind) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            if (kind.isInstance(each)) {
                return true;
            }
        }
        return false;
    }

    /** One line about it. */
    static String words(SdkException e, boolean sent, String where) {
        if (e instanceof AwsServiceException service) {
            return advice(service) + ": " + where + " error=" + code(service) + " "
                    + (service.awsErrorDetails() == null
                            ? ""
                            : service.awsErrorDetails().errorMessage());
        }
        String what = unreachable(e)
                ? "DynamoDB cannot be reached"
                : sent
                        ? "DynamoDB did not answer, or in part"
                        : "the request could not be made; look at region and credentials";
        return what + ": " + where + " error=" + e.getMessage();
    }

    private static String advice(AwsServiceException e) {
        return switch (code(e)) {
            case "ResourceNotFoundException" -> "the table is not there: make it, or allow the store to (create=true)";
            case "AccessDeniedException" ->
                "these credentials may not do what the store needs; see docs/operating.md for the permissions";
            case "UnrecognizedClientException",
                    "InvalidSignatureException",
                    "ExpiredTokenException",
                    "MissingAuthenticationTokenException",
                    "IncompleteSignatureException" -> "the service does not accept the credentials";
            case "ItemCollectionSizeLimitExceededException" ->
                "the table has a local index; the store needs one without";
            default ->
                BUSY.contains(code(e))
                        ? "DynamoDB is busy with the table: raise its limits, or wait"
                        : "DynamoDB failed";
        };
    }
}
