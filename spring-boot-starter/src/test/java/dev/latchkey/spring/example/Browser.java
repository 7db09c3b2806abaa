package dev.latchkey.spring.example;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.springframework.context.ApplicationContext;

/** Sends requests to an application. */
public final class Browser implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final String address;

    public Browser(ApplicationContext application) {
        address = "http://localhost:" + application.getEnvironment().getRequiredProperty("local.server.port");
    }

    public String post(String path) throws IOException, InterruptedException {
        return answer(client.send(
                request(path).POST(HttpRequest.BodyPublishers.noBody()).build(), text()));
    }

    public CompletableFuture<String> postAsync(String path) {
        return client.sendAsync(
                        request(path).POST(HttpRequest.BodyPublishers.noBody()).build(), text())
                .thenApply(Browser::answer);
    }

    public String get(String path) throws IOException, InterruptedException {
        return answer(client.send(request(path).GET().build(), text()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path));
    }

    private static HttpResponse.BodyHandler<String> text() {
        return HttpResponse.BodyHandlers.ofString();
    }

    private static String answer(HttpResponse<String> response) {
        return response.statusCode() + " " + response.body();
    }

    @Override
    public void close() {
        client.close();
    }
}
