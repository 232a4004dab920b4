package dev.pushmark.bench.lab;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.browser.BrowserSaw;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.observation.RoundWatch;
import dev.pushmark.bench.lab.process.Awake;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.bench.lab.process.Link;
import dev.pushmark.bench.lab.witness.Bias;
import dev.pushmark.bench.lab.witness.Confrontation;
import dev.pushmark.bench.lab.witness.Seats;
import dev.pushmark.results.model.Footprint;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Tls;
import dev.pushmark.results.model.Witness;
import dev.pushmark.results.store.HistogramLog;
import dev.pushmark.results.store.Json;
import dev.pushmark.scenarios.gatling.Injector;
import dev.pushmark.scenarios.gatling.Progress;
import dev.pushmark.scenarios.gatling.RoundSpec;
import dev.pushmark.scenarios.transport.TokenKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Measures one transport once: two fresh processes, more with a witness or a browser, started,
 * watched and ended.
 */
public final class RoundRunner {
  /** How long a server may take to listen. */
  private static final Duration SERVER_START = Duration.ofSeconds(30);

  /** What an injector may take beyond the phases of the round: to start, connect and write. */
  private static final Duration INJECTOR_SLACK = Duration.ofMinutes(2);

  /** Longer than any round. */
  private static final Duration TOKEN_LIFE = Duration.ofDays(8);

  private final Children children;
  private final ChildCommands commands;
  private final Machine machine;
  private final Clock clock;
  private final Plan plan;
  private final Bias bias;

  /** The bias is that of the witness, where the plan has any. */
  public RoundRunner(
      Children children,
      ChildCommands commands,
      Machine machine,
      Clock clock,
      Plan plan,
      Bias bias) {
    this.children = children;
    this.commands = commands;
    this.machine = machine;
    this.clock = clock;
    this.plan = plan;
    this.bias = bias;
  }

  /**
   * What came out of a round.
   *
   * @param evidence null if it was not measured
   */
  public record Result(Outcome outcome, @Nullable Evidence evidence) {
    public Map<Metric, List<Histogram>> histograms() {
      return evidence == null ? Map.of() : evidence.histograms();
    }

    private Result dropping(long packets) {
      Footprint footprint = evidence == null ? null : evidence.footprint();
      return evidence == null || footprint == null
          ? this
          : new Result(outcome, evidence.with(footprint.dropping(packets)));
    }
  }

  /**
   * Runs a round.
   *
   * @param folder an empty folder for what the two processes exchange with us
   * @throws Children.ClosedException if the program is ending, so that the round means nothing
   * @throws IOException if the folder cannot be written
   */
  public Result run(Slot slot, long seed, Path folder, Consumer<Progress> onProgress)
      throws IOException, InterruptedException {
    Awake awake = Awake.keep(children, commands.pinning(), deadline());
    try {
      return awake(slot, seed, folder, onProgress);
    } finally {
      awake.close();
    }
  }

  private Result awake(Slot slot, long seed, Path folder, Consumer<Progress> onProgress)
      throws IOException, InterruptedException {
    URI url = plan.server().url();
    if (url != null) {
      return inject(slot, null, spec(slot, url, url, seed, folder), onProgress, null);
    }
    try (Link link = Link.open(plan.server().link(), plan.network().lossShare())) {
      return serve(slot, link, seed, folder, onProgress);
    } catch (Link.RefusedException e) {
      return invalid("the link to the server could not be made: " + e.getMessage());
    }
  }

  private Result serve(Slot slot, Link link, long seed, Path folder, Consumer<Progress> onProgress)
      throws IOException, InterruptedException {
    List<String> command =
        commands.server(plan, slot.transport(), link, stallLog(folder), serverPauses(folder));
    TokenKey key = null;
    if (plan.server().asksForTokens()) {
      key = TokenKey.random();
      command = new ArrayList<>(command);
      command.addAll(List.of("--access-keys", keyFile(folder, key).toString()));
    }
    try (RoundServer server = RoundServer.start(children, command, folder, SERVER_START)) {
      URI started = plan.tls() == Tls.NONE ? server.cleartextUrl() : server.url();
      URI lossy = URI.create(started.toString().replace(link.host(), link.lossyHost()));
      RoundSpec spec = spec(slot, started, lossy, seed, folder);
      Result result = inject(slot, server, spec, onProgress, key);
      return plan.network().lossShare() == 0 ? result : result.dropping(link.dropped());
    } catch (ServerProcess.StartException e) {
      return invalid("the reference server could not be started: " + e.getMessage());
    }
  }

  /** Where the server finds the key; it goes with the folder when the round is over. */
  private static Path keyFile(Path folder, TokenKey key) throws IOException {
    Path file = folder.toAbsolutePath().resolve("access-keys.json");
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, key.keySet());
  }

  /** What all that connect show, and what newcomers' own tokens are signed with, if anything is. */
  private static Map<String, String> secrets(ChildCommands within, @Nullable TokenKey key) {
    Map<String, String> secrets = new HashMap<>(within.injectorSecrets());
    if (key != null) {
      secrets.putAll(key.environment());
    }
    return secrets;
  }

  private RoundSpec spec(Slot slot, URI url, URI subscribersUrl, long seed, Path folder) {
    int eventLoops = commands.pinning().injector().count();
    return new RoundSpec(
        slot.id(),
        slot.transport(),
        url,
        subscribersUrl,
        plan,
        seed,
        eventLoops,
        Seats.of(plan, slot.transport(), slot.id(), seed),
        folder.toAbsolutePath());
  }

  /** The key is that of a server which asks for tokens, where it is ours. */
  private Result inject(
      Slot slot,
      @Nullable RoundServer server,
      RoundSpec spec,
      Consumer<Progress> onProgress,
      @Nullable TokenKey key)
      throws IOException, InterruptedException {
    ChildCommands within =
        key == null
            ? commands
            : commands.showing(key.issue("pushmark", clock.now().plus(TOKEN_LIFE)));
    Path specFile = spec.out().resolve("spec.json");
    Json.write(specFile, spec);
    OptionalLong serverPid =
        server == null ? OptionalLong.empty() : OptionalLong.of(server.child().pid());
    try (BrowserProcess browser =
            plan.hasBrowser() ? BrowserProcess.start(children, within, clock, spec) : null;
        WitnessProcess witness =
            spec.seats().isEmpty() ? null : WitnessProcess.start(children, within, spec);
        InjectorProcess injector =
            InjectorProcess.start(
                children,
                commands.injector(specFile, injectorPauses(spec.out())),
                secrets(within, key),
                spec.out(),
                pid ->
                    machine.watch(
                        clock,
                        commands.pinning(),
                        spec.url(),
                        commands.startServerByCommand(),
                        serverPid,
                        pid,
                        pidOf(witness),
                        browser == null ? OptionalLong.empty() : browser.pid()),
                seat -> take(witness, seat),
                (wish, answer) -> grant(server, wish, answer),
                onProgress)) {
      if (witness != null) {
        witness.sitsBeside(injector.child());
      }
      CompletableFuture<Integer> injectorExit = injector.child().onExit();
      CompletableFuture<Integer> serverExit =
          server == null ? new CompletableFuture<>() : server.onExit();
      boolean inTime = awaitEither(injectorExit, serverExit);
      children.requireOpen();
      if (!inTime) {
        return invalid("the injector did not end within " + deadline().toSeconds() + " s");
      }
      if (!injectorExit.isDone() && server != null) {
        return failed(
            "the server %s in %s%s"
                .formatted(
                    Reasons.exit(serverExit.join()),
                    injector.phase(),
                    Reasons.lastWords(server.child())));
      }
      if (injectorExit.join() == Injector.REFUSED) {
        return invalid(String.join(" ", injector.child().errors()));
      }
      if (injectorExit.join() != 0) {
        return invalid(
            "the injector %s in %s%s"
                .formatted(
                    Reasons.exit(injectorExit.join()),
                    injector.phase(),
                    Reasons.lastWords(injector.child())));
      }
      return measured(slot, spec, injector.watch(), witness, browser, server);
    }
  }

  private Duration deadline() {
    return plan.phases().total().plus(INJECTOR_SLACK);
  }

  private boolean awaitEither(CompletableFuture<Integer> one, CompletableFuture<Integer> other)
      throws InterruptedException {
    try {
      CompletableFuture.anyOf(one, other).get(deadline().toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("waiting for a process cannot fail", e);
    }
  }

  private static OptionalLong pidOf(@Nullable WitnessProcess witness) {
    return witness == null ? OptionalLong.empty() : OptionalLong.of(witness.pid());
  }

  private static void grant(@Nullable RoundServer server, String wish, Consumer<String> answer) {
    if (server == null) {
      answer.accept(Injector.serverFailed("the server is not ours to " + wish));
    } else {
      server.grant(wish, answer);
    }
  }

  private static void take(@Nullable WitnessProcess witness, int seat) {
    if (witness != null) {
      witness.take(seat);
    }
  }

  private Result measured(
      Slot slot,
      RoundSpec spec,
      RoundWatch watch,
      @Nullable WitnessProcess witness,
      @Nullable BrowserProcess browser,
      @Nullable RoundServer server)
      throws IOException, InterruptedException {
    Path injectionFile = spec.out().resolve("injection.json");
    Path log = spec.out().resolve("injection.hlog");
    if (!Files.exists(injectionFile) || !Files.exists(log)) {
      return invalid("the injector ended without writing what it measured");
    }
    Witness seen =
        witness == null ? null : witness.end(new Confrontation(bias, plan.limits(), spec.seed()));
    BrowserSaw browserSaw = browser == null ? null : browser.end();
    if (server != null) {
      server.close(); // so that it has written all that it writes
    }
    Injection injection = Json.read(injectionFile, Injection.class);
    Map<Metric, List<Histogram>> histograms = new EnumMap<>(Metric.class);
    histograms.putAll(HistogramLog.read(log).getOrDefault(spec.roundId(), Map.of()));
    histograms.put(Metric.SERVER_STALL, ServerStalls.read(stallLog(spec.out()), injection));
    JvmPauses ofServer = pauses(serverPauses(spec.out()), injection);
    histograms.put(Metric.SERVER_GC_PAUSE, ofServer.collections());
    histograms.put(Metric.SERVER_SAFEPOINT, ofServer.others());
    JvmPauses ofInjector = pauses(injectorPauses(spec.out()), injection);
    histograms.put(Metric.INJECTOR_GC_PAUSE, ofInjector.collections());
    histograms.put(Metric.INJECTOR_SAFEPOINT, ofInjector.others());
    if (browserSaw != null) {
      histograms.put(Metric.BROWSER_LATENCY, timed(browserSaw.latencies(), injection));
    }
    Evidence evidence =
        new Evidence(
            injection,
            histograms,
            watch.server(),
            watch.injector(),
            seen,
            watch.footprint(),
            browserSaw == null ? null : browserSaw.figures());
    return new Result(new Judge(plan).judge(slot, evidence), evidence);
  }

  private static List<Histogram> timed(List<Histogram> histograms, Injection injection) {
    Instant start = injection.measurementStart();
    for (Histogram histogram : histograms) {
      histogram.setStartTimeStamp(start.toEpochMilli());
      histogram.setEndTimeStamp(start.plusNanos(injection.measurementNs()).toEpochMilli());
    }
    return histograms;
  }

  private static JvmPauses pauses(Path log, Injection injection) throws IOException {
    return JvmPauses.read(log, injection.measurementStart(), injection.measurementNs());
  }

  private static Path stallLog(Path folder) {
    return folder.toAbsolutePath().resolve("server-stalls.hlog");
  }

  private static Path serverPauses(Path folder) {
    return folder.resolve("server-pauses.log");
  }

  private static Path injectorPauses(Path folder) {
    return folder.resolve("injector-pauses.log");
  }

  private static Result invalid(String reason) {
    return new Result(new Outcome.Invalid(List.of(reason), false), null);
  }

  private static Result failed(String reason) {
    return new Result(new Outcome.Failed(List.of(reason)), null);
  }
}
