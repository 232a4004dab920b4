package dev.pushmark.results.report;

import dev.pushmark.results.compare.Units;
import dev.pushmark.results.model.Calibrated;
import dev.pushmark.results.model.Calibration;
import dev.pushmark.results.model.Compression;
import dev.pushmark.results.model.CostRun;
import dev.pushmark.results.model.DurationText;
import dev.pushmark.results.model.Environment;
import dev.pushmark.results.model.Network;
import dev.pushmark.results.model.Newcomers;
import dev.pushmark.results.model.Ordering;
import dev.pushmark.results.model.Phases;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.PlannedFault;
import dev.pushmark.results.model.Polling;
import dev.pushmark.results.model.Reconnect;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.model.Server;
import dev.pushmark.results.model.Workload;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was asked of a run, and where it ran. */
final class Facts {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Facts() {}

  static String startedAt(Run run) {
    return startedAt(run.startedAt());
  }

  static String startedAt(Instant instant) {
    return TIME.format(instant);
  }

  /** A plan may have thousands. */
  private static final int SHOWN_FAULTS = 8;

  static List<Fact> ofRun(Run run) {
    Plan plan = run.plan();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Workload", plan.workload().name() + ": " + plan.workload().description()));
    facts.add(new Fact("Load", load(plan.workload())));
    facts.add(new Fact("Arrivals", arrivals(plan.workload())));
    facts.add(new Fact("Rounds", rounds(plan)));
    facts.add(new Fact("Polling", polling(plan.polling())));
    facts.add(new Fact("Ordering", ordering(plan.ordering())));
    facts.add(new Fact("Compression", compression(plan.compression())));
    facts.add(new Fact("TLS", tls(plan)));
    facts.add(new Fact("Server", server(plan.server())));
    facts.add(new Fact("Distance", distance(plan.network().rtt())));
    facts.add(new Fact("Bandwidth", bandwidth(plan.network().bandwidth())));
    facts.add(new Fact("Packet loss", loss(plan.network())));
    facts.add(new Fact("Faults", faults(plan.network().faults())));
    facts.add(new Fact("Cut off", reconnect(plan.network())));
    if (plan.newcomers().come()) {
      facts.add(new Fact("Newcomers", newcomers(plan.newcomers())));
    }
    facts.add(new Fact("Witnesses", witnesses(plan)));
    if (plan.hasBrowser()) {
      facts.add(
          new Fact(
              "Browser",
              "a headless one beside the injector's subscribers, in up to five rooms; it takes CPU"
                  + " time from them"));
    }
    Calibrated calibrated = run.calibrated();
    if (calibrated != null) {
      facts.add(new Fact("Calibration", String.join(" ", calibrated.findings())));
    }
    facts.add(new Fact("Seed", Long.toString(plan.seed())));
    facts.add(new Fact("Started", startedAt(run)));
    facts.add(new Fact("Pushmark", run.version() + ", commit " + run.commit()));
    return facts;
  }

  private static String ordering(Ordering ordering) {
    return ordering.checks()
        ? "subscribers check it: they drop copies and hold early events back, at most "
            + Units.count(ordering.maxHeldEvents())
            + " of a publisher and for "
            + DurationText.format(ordering.maxHeldTime())
        : "subscribers take what comes as it comes";
  }

  private static String tls(Plan plan) {
    URI url = plan.server().url();
    if (url != null) {
      return "https".equals(url.getScheme()) ? "as the server wants it" : "none";
    }
    return switch (plan.tls()) {
      case NONE -> "none";
      case RESUMPTION -> "with a certificate made for the round; sessions are resumed";
      case FULL_HANDSHAKES -> "with a certificate made for the round; every handshake is full";
    };
  }

  private static String distance(Duration rtt) {
    return rtt.isZero()
        ? "none is added"
        : "a round trip of "
            + DurationText.format(rtt)
            + " more between subscribers and the server, half of it each way; publishers are near";
  }

  private static String bandwidth(@Nullable Long bytesPerSecond) {
    return bytesPerSecond == null
        ? "not limited"
        : Units.bytes((double) bytesPerSecond)
            + "/s for each subscriber's connection and direction, by a proxy";
  }

  private static String loss(Network network) {
    return network.lossShare() == 0
        ? "none is added"
        : Units.share(network.lossShare(), 2)
            + " of the packets between subscribers"
            + (network.needsProxy() ? ", beyond the proxy that is near them," : "")
            + " and the server, each way, below TCP; publishers lose none";
  }

  private static String faults(List<PlannedFault> faults) {
    if (faults.isEmpty()) {
      return "none";
    }
    String first =
        faults.stream().limit(SHOWN_FAULTS).map(FaultWords::of).collect(Collectors.joining("; "));
    int more = faults.size() - SHOWN_FAULTS;
    return first
        + (more > 0 ? "; and " + Units.count(more) + " more" : "")
        + ": by a proxy between subscribers and the server, whose CPU time counts as the injector's";
  }

  private static String reconnect(Network network) {
    int bystanders = network.bystanders();
    return reconnect(network.reconnect())
        + (bystanders == 0
            ? ""
            : "; the last "
                + Units.count(bystanders)
                + " subscribers are bystanders, whose connections nothing strikes");
  }

  private static String reconnect(Reconnect reconnect) {
    String first = DurationText.format(reconnect.first());
    String most = DurationText.format(reconnect.most());
    String waits =
        switch (reconnect.backoff()) {
          case NEVER -> "";
          case IMMEDIATE -> "at once";
          case FIXED -> "after " + first;
          case EXPONENTIAL -> "after " + first + ", then twice the last wait, at most " + most;
          case JITTER ->
              "after a random share of " + first + ", doubled with each failure up to " + most;
        };
    return waits.isEmpty()
        ? "subscribers that are cut off stay away"
        : "subscribers that are cut off come back "
            + waits
            + (reconnect.resume()
                ? "; they go on behind the last event that they got"
                : "; they begin anew")
            + (reconnect.silence() == null
                ? ""
                : "; who hears nothing for "
                    + DurationText.format(reconnect.silence())
                    + " takes the connection for dead");
  }

  private static String compression(Compression compression) {
    return switch (compression) {
      case NONE -> "none";
      case DEFLATE -> "WebSocket messages by permessage-deflate, streams and polls by gzip";
    };
  }

  private static String server(Server server) {
    Server.SlowConsumer policy = server.slowConsumer();
    Long queueBytes = server.queueBytes();
    if (policy == null || queueBytes == null) {
      return String.valueOf(server.url());
    }
    return "the reference server, started anew for each round; a subscriber for whom more than "
        + Units.bytes(queueBytes)
        + " wait "
        + switch (policy) {
          case DISCONNECT -> "is disconnected";
          case DROP_OLDEST -> "loses the oldest and is told so";
          case COALESCE -> "gets the newest alone and is told so";
        }
        + (server.link() == Server.Link.VETH
            ? "; behind a pair of virtual Ethernet interfaces with an MTU of 1500"
            : "")
        + (server.asksForTokens() ? "; it asks everybody for a token" : "")
        + heartbeat(server.heartbeat())
        + together(server.batchWindow());
  }

  private static String heartbeat(@Nullable Duration interval) {
    return interval == null || interval.equals(Server.DEFAULT_HEARTBEAT)
        ? ""
        : "; a sign of life after each " + DurationText.format(interval) + " of silence";
  }

  private static String together(@Nullable Duration batchWindow) {
    return batchWindow == null || batchWindow.isZero()
        ? ""
        : "; events of a room that come within "
            + DurationText.format(batchWindow)
            + " of the first are written together";
  }

  private static String newcomers(Newcomers newcomers) {
    double refusable = newcomers.wrongTokens() + newcomers.expiredTokens();
    return number(newcomers.perSecond())
        + " a second to the first room, until "
        + (newcomers.stay().isZero() ? "" : DurationText.format(newcomers.stay()) + " after ")
        + "each has its first event"
        + (refusable == 0
            ? ""
            : "; "
                + Units.share(newcomers.wrongTokens())
                + " with a wrong token, "
                + Units.share(newcomers.expiredTokens())
                + " with an expired one");
  }

  private static String witnesses(Plan plan) {
    return plan.witnesses() == 0
        ? "none"
        : plan.witnesses() + " in a process of their own, in rounds over WebSocket in cleartext";
  }

  private static String load(Workload workload) {
    return plural(workload.rooms(), "room")
        + " of "
        + plural(workload.subscribersPerRoom(), "subscriber")
        + " and "
        + plural(workload.publishersPerRoom(), "publisher")
        + " each; "
        + number(workload.publishedPerSecond())
        + " events/s in all, "
        + number(workload.deliveriesPerSecond())
        + " deliveries/s; events of "
        + Units.bytes(workload.payloadBytes())
        + " go in over "
        + (workload.publishVia() == Workload.PublishVia.HTTP ? "HTTP" : "WebSocket")
        + (workload.delivery() == Workload.Delivery.NEWEST
            ? "; readers need the newest, what it supersedes may be skipped"
            : "");
  }

  private static String arrivals(Workload workload) {
    return switch (workload.arrivals().process()) {
      case CONSTANT -> "at equal distances in each room";
      case POISSON -> "at random, independently of each other (Poisson)";
      case BURSTS ->
          "in bursts of " + workload.arrivals().burstSize() + ", the bursts at random (Poisson)";
    };
  }

  private static String rounds(Plan plan) {
    Phases phases = plan.phases();
    return plural(plan.rounds(), "round")
        + " of each transport, in random order; each "
        + DurationText.format(phases.warmup())
        + " warm-up, "
        + DurationText.format(phases.measurement())
        + " measurement, "
        + DurationText.format(phases.drain())
        + " drain";
  }

  private static String polling(Polling polling) {
    String phase =
        switch (polling.phase()) {
          case RANDOM -> "phases at random";
          case EVEN -> "phases evenly spaced";
          case SYNCHRONISED -> "all at the same instant";
        };
    String pace =
        polling.pace() == Polling.Pace.FIXED_RATE
            ? "counted from when the last poll was due"
            : "counted from the end of the last answer";
    return "every "
        + DurationText.format(polling.interval())
        + ", "
        + pace
        + ", "
        + phase
        + "; a long poll is held for up to "
        + DurationText.format(polling.holdTime());
  }

  static List<Fact> ofEnvironment(Environment environment) {
    List<Fact> facts = new ArrayList<>(machine(environment));
    String browser = environment.browser();
    if (browser != null) {
      facts.add(new Fact("Browser", browser));
    }
    return facts;
  }

  private static List<Fact> machine(Environment environment) {
    return List.of(
        new Fact("CPU", environment.cpu() + ", " + plural(environment.cores(), "core")),
        new Fact("Memory", Units.bytes((double) environment.memoryBytes())),
        new Fact("System", environment.kernel()),
        new Fact("TCP congestion control", environment.congestionControl()),
        new Fact("JDK", environment.jdk()),
        new Fact("Pinning", pinning(environment)),
        new Fact(
            "Idle cores",
            environment.coresAwake()
                ? "kept awake by a process that gives way at once"
                : "may fall asleep"),
        new Fact("Server flags", String.join(" ", environment.serverFlags())),
        new Fact("Injector flags", String.join(" ", environment.injectorFlags())),
        new Fact("Load average at start", Units.significant(environment.loadAverage(), 2)),
        new Fact("CPU time stolen by the hypervisor", Units.share(environment.stealShare())),
        new Fact("Environment id", environment.id()));
  }

  private static String pinning(Environment environment) {
    return environment.serverCores().isEmpty() && environment.injectorCores().isEmpty()
        ? "none"
        : "server on core "
            + orAny(environment.serverCores())
            + ", injector on core "
            + orAny(environment.injectorCores());
  }

  private static String orAny(String cores) {
    return cores.isEmpty() ? "any" : cores;
  }

  private static String plural(long count, String one) {
    return Units.count(count) + " " + (count == 1 ? one : one + "s");
  }

  private static String number(double value) {
    return Units.significant(value, Units.DIGITS);
  }

  static List<Fact> ofCalibration(Calibration calibration) {
    return List.of(
        new Fact("Events", Units.count(calibration.events()) + " of each pattern and transport"),
        new Fact("Seed", Long.toString(calibration.seed())),
        new Fact("Started", startedAt(calibration.startedAt())),
        new Fact("Pushmark", calibration.version() + ", commit " + calibration.commit()));
  }

  static List<Fact> ofCost(CostRun run) {
    Plan plan = run.plan();
    Phases phases = plan.phases();
    return List.of(
        new Fact(
            "Rounds",
            plural(plan.rounds(), "round")
                + " of each transport at each size, in random order; "
                + DurationText.format(phases.warmup())
                + " warm-up, deliveries measured for "
                + DurationText.format(phases.measurement())),
        new Fact(
            "Events",
            Units.bytes(plan.workload().payloadBytes())
                + " each, go in over "
                + (plan.workload().publishVia() == Workload.PublishVia.HTTP
                    ? "HTTP"
                    : "WebSocket")),
        new Fact("Polling", polling(plan.polling())),
        new Fact("Compression", compression(plan.compression())),
        new Fact("TLS", tls(plan)),
        new Fact("Server", server(plan.server())),
        new Fact("Seed", Long.toString(plan.seed())),
        new Fact("Started", startedAt(run.startedAt())),
        new Fact("Pushmark", run.version() + ", commit " + run.commit()));
  }
}
