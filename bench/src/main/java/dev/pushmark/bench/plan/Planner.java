package dev.pushmark.bench.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.pushmark.bench.browser.BrowserProgram;
import dev.pushmark.bench.lab.process.Link;
import dev.pushmark.results.model.DurationText;
import dev.pushmark.results.model.Expectation;
import dev.pushmark.results.model.FaultPlan;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.PlannedFault;
import dev.pushmark.results.model.Polling;
import dev.pushmark.results.model.Server;
import dev.pushmark.results.model.Workload;
import dev.pushmark.results.store.Json;
import dev.pushmark.scenarios.fault.PlanFile;
import dev.pushmark.scenarios.registry.Transports;
import dev.pushmark.scenarios.workload.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Resolves a request into a plan that leaves nothing open. */
public final class Planner {
  private static final String COMMAND_LINE = "command line";

  /** Options that are not named like what they set. */
  private static final Map<String, String> OPTIONS =
      Map.of(
          "workload.rooms", "rooms",
          "workload.subscribersPerRoom", "subscribers-per-room",
          "workload.eventsPerSecond", "rate",
          "workload.payloadBytes", "payload",
          "network.rtt", "rtt",
          "network.bandwidth", "bandwidth",
          "network.loss", "loss");

  private static final Set<String> POLLING = Set.of("refresh", "short-polling");

  private Planner() {}

  /**
   * Resolves a request: command line over file over defaults.
   *
   * @throws BadPlanException if there is no such plan, in one line
   */
  public static Plan resolve(PlanRequest request) throws BadPlanException {
    try {
      ObjectNode tree = Defaults.tree(request.seed());
      Json.overlay(tree, request.usual().tree());
      Path file = request.file();
      if (file != null) {
        ObjectNode inFile = Json.readYamlTree(file);
        inFile.remove(GatePlanner.SECTION);
        resolveWorkload(inFile, file.toAbsolutePath().getParent());
        if (inFile.get("ordering") instanceof TextNode mode) {
          inFile.putObject("ordering").set("mode", mode);
        }
        PlanFile.complete(inFile.at("/network/faults"));
        Json.overlay(tree, inFile);
        plan(tree, file.toString()); // so that its own mistakes are blamed on the file
      }
      if (request.quick()) {
        Json.overlay(tree, Defaults.quick());
      }
      ObjectNode overrides = request.overrides().tree();
      if (request.workload() != null) {
        tree.set("workload", Json.tree(workload(request.workload(), Path.of(""))));
      }
      return commandLine(Json.overlay(tree, overrides));
    } catch (NoSuchFileException e) {
      throw new BadPlanException("there is no file " + e.getFile());
    } catch (IOException | IllegalArgumentException e) {
      throw new BadPlanException(String.valueOf(e.getMessage()));
    }
  }

  private static void resolveWorkload(ObjectNode tree, @Nullable Path folder) throws IOException {
    JsonNode workload = tree.get("workload");
    if (workload != null && workload.isTextual()) {
      Path base = folder == null ? Path.of("") : folder;
      tree.set("workload", Json.tree(workload(workload.textValue(), base)));
    }
  }

  private static Workload workload(String nameOrFile, Path folder) throws IOException {
    if (Workloads.names().contains(nameOrFile)) {
      return Workloads.named(nameOrFile);
    }
    Path file = folder.resolve(nameOrFile);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "workload must be a file or one of %s, was %s"
              .formatted(String.join(", ", Workloads.names()), nameOrFile));
    }
    return Workloads.read(file);
  }

  private static Plan commandLine(ObjectNode tree) throws BadPlanException {
    try {
      return plan(tree, COMMAND_LINE);
    } catch (IOException | IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage()).replaceFirst("^" + COMMAND_LINE + ": ", "");
      String name = message.split(" ", 2)[0];
      String option = "--" + OPTIONS.getOrDefault(name, name);
      throw new BadPlanException(option + message.substring(name.length()));
    }
  }

  private static Plan plan(ObjectNode given, String name) throws IOException {
    ObjectNode tree = given.deepCopy();
    Defaults.resolve(tree);
    Plan plan = Json.from(tree, name, Plan.class);
    check(plan, name);
    return plan;
  }

  /** What the records cannot know by themselves. */
  private static void check(Plan plan, String name) {
    for (String transport : plan.transports()) {
      if (!Transports.exists(transport)) {
        String known = String.join(", ", Transports.names());
        throw wrong(name, "transports", "among " + known, transport);
      }
      String obstacle = Transports.obstacle(transport);
      if (obstacle != null) {
        throw wrong(name, "transports", "possible on this platform: " + obstacle, transport);
      }
    }
    checkLink(plan, name);
    String missing = BrowserProgram.of(plan.browser()).map(BrowserProgram::obstacle).orElse(null);
    if (missing != null) {
      String asked = String.valueOf(plan.browser()).toLowerCase(Locale.ROOT);
      throw wrong(name, "browser", "possible on this machine: " + missing, asked);
    }
    for (Expectation expectation : plan.expectations()) {
      if (plan.transports().stream().noneMatch(expectation::concerns)) {
        String measured = String.join(", ", plan.transports());
        throw wrong(
            name, "expect", "of * or a transport that is measured: " + measured, expectation);
      }
    }
    List<PlannedFault> faults = plan.network().faults();
    if (new FaultPlan(0, faults).needsProcess() && plan.server().url() != null) {
      throw wrong(
          name,
          "faults",
          "without restart and pause for a server that is not started here",
          faults);
    }
    for (String transport : plan.transports()) {
      if (plan.network().needsProxy() && Transports.needsTls(transport)) {
        throw wrong(
            name,
            "transports",
            "over TCP where there are faults, an rtt or a bandwidth",
            transport);
      }
    }
    Duration silence = plan.network().reconnect().silence();
    for (String transport : plan.transports()) {
      Duration pause = pause(plan.polling(), Transports.plain(transport));
      if (silence != null && silence.compareTo(pause) <= 0) {
        throw wrong(
            name,
            "network.reconnect.silence",
            "above the pauses of "
                + transport
                + ", "
                + DurationText.format(pause)
                + ", else every connection looks dead",
            DurationText.format(silence));
      }
    }
    Duration interval = plan.polling().interval();
    Duration drain = plan.phases().drain();
    boolean polls = plan.transports().stream().map(Transports::plain).anyMatch(POLLING::contains);
    if (polls && drain.compareTo(interval) < 0) {
      String least = "at least the poll-interval, " + DurationText.format(interval);
      throw wrong(
          name, "drain", least + ", else late events look lost", DurationText.format(drain));
    }
  }

  /** For how long a poller hears nothing where nothing is wrong; zero of who does not poll. */
  private static Duration pause(Polling polling, String transport) {
    if (transport.startsWith("long-polling")) {
      return polling.holdTime();
    }
    return POLLING.stream().anyMatch(transport::startsWith) ? polling.interval() : Duration.ZERO;
  }

  private static void checkLink(Plan plan, String name) {
    double loss = plan.network().lossShare();
    Server.Link link = plan.server().link();
    if (loss > 0 && link != Server.Link.VETH) {
      throw wrong(name, "loss", "left out with a url or over loopback: it needs link veth", loss);
    }
    String obstacle = Link.obstacle(link, loss);
    if (obstacle != null) {
      String possible = "possible on this machine: " + obstacle;
      throw loss > 0 ? wrong(name, "loss", possible, loss) : wrong(name, "link", possible, "veth");
    }
  }

  private static IllegalArgumentException wrong(
      String where, String name, String allowed, Object was) {
    return new IllegalArgumentException(
        "%s: %s must be %s, was %s".formatted(where, name, allowed, was));
  }
}
