package dev.pushmark.scenarios.gatling;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * How many subscriptions a reference server has begun, by its own metrics: of all transports
 * together, since a round has one. Polls are none.
 */
final class AcceptedSubscriptions {
  private static final String SAMPLE = "pushmark_subscriptions_total{";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private AcceptedSubscriptions() {}

  /** Completes with the number so far; empty if the server does not tell it. */
  static CompletableFuture<OptionalLong> of(URI server) {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/metrics")).timeout(PATIENCE).build();
    return HttpClient.newHttpClient()
        .sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .handle(
            (answer, failure) ->
                failure == null && answer.statusCode() == 200
                    ? in(answer.body())
                    : OptionalLong.empty());
  }

  private static OptionalLong in(String figures) {
    double[] samples =
        figures
            .lines()
            .filter(line -> line.startsWith(SAMPLE))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .toArray();
    long sum = 0;
    for (double sample : samples) {
      sum += (long) sample;
    }
    return samples.length == 0 ? OptionalLong.empty() : OptionalLong.of(sum);
  }
}
