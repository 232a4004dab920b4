package dev.pushmark.bench.cli;

import dev.pushmark.bench.plan.Overrides;
import dev.pushmark.results.model.Compression;
import dev.pushmark.results.model.Server;
import dev.pushmark.results.model.Tls;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that mean the same to every command that measures rounds. */
final class CommonOptions {
  @Option(
      names = "--poll-interval",
      paramLabel = "TIME",
      converter = Values.DurationConverter.class,
      description = "Time between two polls of a subscriber (1s).")
  private @Nullable Duration pollInterval;

  @Option(
      names = "--payload",
      paramLabel = "BYTES",
      description = "Size of an event, instead of the workload's.")
  private @Nullable Long payload;

  @Option(
      names = "--tls",
      arity = "0..1",
      fallbackValue = "resumption",
      paramLabel = "MODE",
      converter = Values.TlsConverter.class,
      description = {
        "Secure every connection, with a certificate made for the round; none (default),",
        "resumption (--tls alone), or full-handshakes for each connection."
      })
  private @Nullable Tls tls;

  @Option(
      names = "--compression",
      paramLabel = "MODE",
      converter = Values.CompressionConverter.class,
      description = {
        "none (default), or deflate: clients ask for it, and the server compresses (WebSocket",
        "messages by permessage-deflate, streams and polls by gzip); costs CPU, saves bytes."
      })
  private @Nullable Compression compression;

  @Option(
      names = "--link",
      paramLabel = "LINK",
      converter = Values.LinkConverter.class,
      description = {
        "The way to the reference server: loopback (default), or veth, to a network namespace of its",
        "own, with an MTU of 1500, where packets are counted (Linux; needs root)."
      })
  private Server.@Nullable Link link;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of every random choice (default: another each time; kept with the run).")
  private @Nullable Long seed;

  @Nullable Long seed() {
    return seed;
  }

  /** Sets what was given. */
  Overrides addTo(Overrides overrides) {
    return overrides
        .duration("/polling/interval", pollInterval)
        .number("/workload/payloadBytes", payload)
        .choice("/tls", tls)
        .choice("/compression", compression)
        .choice("/server/link", link)
        .number("/seed", seed);
  }
}
