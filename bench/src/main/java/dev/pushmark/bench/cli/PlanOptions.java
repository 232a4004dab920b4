package dev.pushmark.bench.cli;

import dev.pushmark.bench.plan.Overrides;
import dev.pushmark.bench.plan.PlanRequest;
import dev.pushmark.results.model.Browser;
import dev.pushmark.results.model.Ordering;
import dev.pushmark.results.model.Polling;
import dev.pushmark.results.model.Reconnect;
import dev.pushmark.results.model.Server;
import dev.pushmark.results.model.SweepRun.Axis;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say what is to be measured; each overrides the plan file, if there is one. */
final class PlanOptions {
  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description = "Take what is not given here from a plan file (YAML); only if named.")
  private @Nullable Path plan;

  @Option(
      names = "--quick",
      description = "2 rounds of 1s warm-up and 4s measurement: a first look, not a result.")
  private boolean quick;

  @Option(
      names = "--workload",
      paramLabel = "NAME|FILE",
      description =
          "What to put on the server: chat, notifications, dashboard, market, game, collaboration,"
              + " idle, or a YAML file.")
  private @Nullable String workload;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds of each transport (6). Each block measures every transport once.")
  private @Nullable Long rounds;

  @Option(
      names = "--warmup",
      paramLabel = "TIME",
      converter = Values.DurationConverter.class,
      description = "Events flow but are not measured (2s).")
  private @Nullable Duration warmup;

  @Option(
      names = "--measurement",
      paramLabel = "TIME",
      converter = Values.DurationConverter.class,
      description = "Length of the measurement (8s).")
  private @Nullable Duration measurement;

  @Option(
      names = "--drain",
      paramLabel = "TIME",
      converter = Values.DurationConverter.class,
      description = "How long late events are waited for (poll interval + 1s, at least 2s).")
  private @Nullable Duration drain;

  @Option(
      names = "--poll-phase",
      paramLabel = "PHASE",
      converter = Values.PhaseConverter.class,
      description =
          "How subscribers' polls fall into the interval: random (default), even, synchronised.")
  private Polling.@Nullable Phase pollPhase;

  @Option(
      names = "--poll-pace",
      paramLabel = "PACE",
      converter = Values.PaceConverter.class,
      description = "fixed-rate (default) counts from the last poll, fixed-pause from its answer.")
  private Polling.@Nullable Pace pollPace;

  @Option(
      names = "--hold-time",
      paramLabel = "TIME",
      converter = Values.DurationConverter.class,
      description = "How long the server may hold a long poll open (20s).")
  private @Nullable Duration holdTime;

  @Option(names = "--rooms", paramLabel = "N", description = "Rooms, instead of the workload's.")
  private @Nullable Long rooms;

  @Option(
      names = "--subscribers-per-room",
      paramLabel = "N",
      description = "Subscribers in each room, instead of the workload's.")
  private @Nullable Long subscribersPerRoom;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Events per second in each room, instead of the workload's.")
  private @Nullable Double rate;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Measure a server that runs already, instead of starting one per round.")
  private @Nullable URI url;

  @Option(
      names = "--ordering",
      paramLabel = "MODE",
      converter = Values.OrderingConverter.class,
      description = {
        "naive (default): subscribers take what comes; checking: they put each publisher's events",
        "in order and drop copies, and their latency ends at the hand-over."
      })
  private Ordering.@Nullable Mode ordering;

  @Option(
      names = "--reconnect",
      paramLabel = "BACKOFF",
      converter = Values.BackoffConverter.class,
      description = {
        "How subscribers that are cut off come back: never (default), immediate, fixed (after 100ms),",
        "exponential (doubled with each failure, up to 5s), jitter (a random share of that)."
      })
  private Reconnect.@Nullable Backoff reconnect;

  @Option(
      names = "--no-resume",
      description = "They begin anew, instead of going on behind the last event that they got.")
  private boolean noResume;

  @Option(
      names = "--slow-consumer",
      paramLabel = "POLICY",
      converter = Values.SlowConsumerConverter.class,
      description = {
        "What the server does with a subscriber whose queue is full: disconnect,",
        "drop-oldest (default), or coalesce (default of workloads that need the newest only)."
      })
  private Server.@Nullable SlowConsumer slowConsumer;

  @Option(
      names = "--queue-bytes",
      paramLabel = "BYTES",
      description = "What the server queues for a subscriber before it does so (1048576).")
  private @Nullable Long queueBytes;

  @Option(
      names = "--batch-window",
      paramLabel = "TIME",
      converter = Values.DurationConverter.class,
      description = {
        "How long the server collects a room's events and then writes them together (0s: not at all),",
        "such as 20ms: less CPU time, later events."
      })
  private @Nullable Duration batchWindow;

  @Option(
      names = "--witnesses",
      paramLabel = "N",
      description = {
        "Independent clients in a process of their own that watch rounds over WebSocket (0), such as",
        "8: where the injector's subscribers see events later, the injector was measured."
      })
  private @Nullable Long witnesses;

  @Option(
      names = "--browser",
      paramLabel = "NAME",
      converter = Values.BrowserConverter.class,
      description = {
        "none (default), or chromium or firefox: a real one, headless, subscribes beside the injector's",
        "subscribers by the round's transport. It takes CPU time from them: no figures to compare with",
        "others."
      })
  private @Nullable Browser browser;

  @Option(
      names = "--expect",
      paramLabel = "'T.METRIC<BOUND'",
      description = {
        "Exit with 1 unless this holds, e.g. 'websocket.p99<50ms' or '*.lost=0'. Repeatable.",
        "Metrics: p50 p90 p99 p99.9 max timeOutOfDate lost skipped duplicated reordered."
      })
  private @Nullable List<String> expect;

  @Mixin private NetworkOptions network = new NetworkOptions();
  @Mixin private CommonOptions common = new CommonOptions();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  /** What several plans differ in; null where there is one. What is printed must be of a sweep. */
  @Nullable Axis along(Format format) {
    return network.along(spec.commandLine(), format);
  }

  /** What is asked for: one plan, or one for each value of what they differ in. */
  List<PlanRequest> requests(@Nullable List<String> transports, long defaultSeed) {
    return network.variants().stream().map(each -> request(transports, each, defaultSeed)).toList();
  }

  private PlanRequest request(
      @Nullable List<String> transports, Overrides variant, long defaultSeed) {
    Overrides overrides =
        variant
            .list("/transports", transports)
            .number("/rounds", rounds)
            .duration("/phases/warmup", warmup)
            .duration("/phases/measurement", measurement)
            .duration("/phases/drain", drain)
            .choice("/polling/phase", pollPhase)
            .choice("/polling/pace", pollPace)
            .duration("/polling/holdTime", holdTime)
            .number("/workload/rooms", rooms)
            .number("/workload/subscribersPerRoom", subscribersPerRoom)
            .number("/workload/eventsPerSecond", rate)
            .text("/server/url", url == null ? null : url.toString())
            .choice("/ordering/mode", ordering)
            .choice("/network/reconnect/backoff", reconnect)
            .truth("/network/reconnect/resume", noResume ? false : null)
            .choice("/server/slowConsumer", slowConsumer)
            .number("/server/queueBytes", queueBytes)
            .duration("/server/batchWindow", batchWindow)
            .number("/witnesses", witnesses)
            .choice("/browser", browser)
            .list("/expectations", expect);
    return new PlanRequest(plan, quick, workload, common.addTo(overrides), defaultSeed);
  }
}
