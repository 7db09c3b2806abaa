package dev.latchkey.engine.dynamodb;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.utils.IoUtils;

/**
 * The JDK's HTTP client for the SDK: it needs nothing more on the class path, keeps as many connections as are used, and
 * does not send a request again by itself, which would make a refusal of what was stored (S4). Thread-safe.
 */
final class JdkHttp implements SdkHttpClient {
    /** Set by the JDK's client itself, and not allowed to others. */
    private static final Set<String> ITS_OWN = Set.of("host", "content-length", "connection", "expect", "upgrade");

    private final HttpClient client;
    private final Duration timeout;
    /** Whether this thread's present request has left; the SDK sends on its caller's thread. */
    private final ThreadLocal<Boolean> sent = ThreadLocal.withInitial(() -> false);

    JdkHttp(Duration timeout) {
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest asked) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return send(asked);
            }

            @Override
            public void abort() {
                // A request ends by its own time-out.
            }
        };
    }

    /** A new request of this thread's. */
    void begin() {
        sent.set(false);
    }

    /** Whether the present request may have left. */
    boolean hasSent() {
        return sent.get();
    }

    private HttpExecuteResponse send(HttpExecuteRequest asked) throws IOException {
        SdkHttpRequest http = asked.httpRequest();
        byte[] body = asked.contentStreamProvider().isPresent()
                ? IoUtils.toByteArray(asked.contentStreamProvider().get().newStream())
                : new byte[0];
        HttpRequest.Builder request = HttpRequest.newBuilder(http.getUri())
                .timeout(timeout)
                .method(http.method().name(), HttpRequest.BodyPublishers.ofByteArray(body));
        http.forEachHeader((name, values) -> {
            if (!ITS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        sent.set(true);
        try {
            return answer(client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while waiting for the answer");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    private static HttpExecuteResponse answer(HttpResponse<byte[]> response) {
        SdkHttpFullResponse.Builder head = SdkHttpFullResponse.builder().statusCode(response.statusCode());
        response.headers().map().forEach((name, values) -> head.putHeader(name, List.copyOf(values)));
        return HttpExecuteResponse.builder()
                .response(head.build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(response.body())))
                .build();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
