package dev.pushmark.bench.cli;

import dev.pushmark.bench.plan.Overrides;
import dev.pushmark.results.model.DurationText;
import dev.pushmark.results.model.Server;
import dev.pushmark.results.model.SweepRun.Axis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say over what networks, of which several may be compared. */
final class NetworkOptions {
  @Option(
      names = "--rtt",
      split = ",",
      paramLabel = "TIME",
      converter = Values.DistanceConverter.class,
      description = {
        "A round trip that is added between subscribers and the server (0s), by a proxy. Of several,",
        "such as 0,20ms,100ms, each is compared, side by side, with a page of all. So of the next two."
      })
  private @Nullable List<Duration> rtt;

  @Option(
      names = "--bandwidth",
      split = ",",
      paramLabel = "BYTES",
      description =
          "Bytes per second that each subscriber's connection passes, each way (no limit), by a proxy.")
  private @Nullable List<Long> bandwidth;

  @Option(
      names = "--loss",
      split = ",",
      paramLabel = "SHARE",
      converter = Values.ShareConverter.class,
      description = {
        "Packets between subscribers and the server that get lost, each way, such as 1%% (0): below",
        "TCP, so over --link veth, which goes without saying then (Linux; needs root, ip, nft)."
      })
  private @Nullable List<Double> loss;

  /** What several plans differ in; null where there is one. What is printed must be of a sweep. */
  @Nullable Axis along(CommandLine command, Format format) {
    Axis along = along(command);
    if (along != null && !Findings.OF_SWEEPS.contains(format)) {
      throw new ParameterException(
          command,
          "--format must be text or csv or json where --%s has several values, was %s"
              .formatted(along.option(), Values.written(format)));
    }
    return along;
  }

  private @Nullable Axis along(CommandLine command) {
    List<Axis> along = new ArrayList<>();
    addIfSeveral(command, along, Axis.RTT, rtt);
    addIfSeveral(command, along, Axis.BANDWIDTH, bandwidth);
    addIfSeveral(command, along, Axis.LOSS, loss);
    if (along.size() > 1) {
      throw wrong(
          command, along.get(1), "one value where --" + along.get(0).option() + " has several");
    }
    return along.isEmpty() ? null : along.get(0);
  }

  private void addIfSeveral(
      CommandLine command, List<Axis> along, Axis axis, @Nullable List<?> values) {
    if (values != null && values.size() > 1) {
      if (new HashSet<>(values).size() < values.size()) {
        throw wrong(command, axis, "of different values");
      }
      along.add(axis);
    }
  }

  private ParameterException wrong(CommandLine command, Axis axis, String allowed) {
    String was =
        switch (axis) {
          case RTT -> written(rtt, DurationText::format);
          case BANDWIDTH -> written(bandwidth, String::valueOf);
          case LOSS -> written(loss, String::valueOf);
        };
    return new ParameterException(
        command, "--" + axis.option() + " must be " + allowed + ", was " + was);
  }

  private static <T> String written(@Nullable List<T> values, Function<T, String> writer) {
    return values == null
        ? "missing"
        : values.stream().map(writer).collect(Collectors.joining(","));
  }

  /** What each plan says of its network: one, or one for each value of what they differ in. */
  List<Overrides> variants() {
    List<Overrides> variants = new ArrayList<>();
    for (Optional<Duration> trip : choices(rtt)) {
      for (Optional<Long> bytes : choices(bandwidth)) {
        for (Optional<Double> share : choices(loss)) {
          Overrides overrides =
              new Overrides()
                  .duration("/network/rtt", trip.orElse(null))
                  .number("/network/bandwidth", bytes.orElse(null))
                  .number("/network/loss", share.orElse(null));
          if (loss != null && loss.size() > 1) {
            overrides.choice("/server/link", Server.Link.VETH); // those without loss likewise
          }
          variants.add(overrides);
        }
      }
    }
    return variants;
  }

  /** The values that were given, or that there is none. */
  private static <T> List<Optional<T>> choices(@Nullable List<T> values) {
    return values == null || values.isEmpty()
        ? List.of(Optional.empty())
        : values.stream().map(Optional::of).toList();
  }
}
