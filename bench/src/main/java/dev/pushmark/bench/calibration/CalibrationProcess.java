package dev.pushmark.bench.calibration;

import dev.pushmark.bench.lab.ServerProcess;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.results.model.Calibration;
import dev.pushmark.results.store.Json;
import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.registry.Transports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The process that plays all takes of a calibration: a JVM like an injector's, so that what it says
 * holds for them. Starts the servers, whose truth it reads when they have ended.
 */
public final class CalibrationProcess {
  /** Begins each line of progress. */
  static final String MARK = "pushmark-calibration ";

  static final String SPEC = "spec.json";
  static final String MEASURED = "measured.json";
  private static final String WRITES = "writes.tsv";

  private static final Duration START_BOUND = Duration.ofSeconds(30);

  /** How long a server may take to end with its write log written. */
  private static final Duration STOP_BOUND = Duration.ofSeconds(60);

  /** A server's events are kept in its memory until it ends. */
  private static final int MAX_EVENTS_PER_SERVER = 500_000;

  private static final int MAX_WAKE_UPS = 2_000;

  private final Spec spec;
  private final Path folder;
  private final Clock clock = Clock.system();
  private final List<Calibration.Take> takes = new ArrayList<>();

  private CalibrationProcess(Spec spec, Path folder) {
    this.spec = spec;
    this.folder = folder;
  }

  /** Does what {@code spec.json} in a folder says and writes {@code measured.json} beside it. */
  public static void main(String[] words) throws IOException, InterruptedException {
    Path folder = Path.of(words[0]);
    Spec spec = Json.read(folder.resolve(SPEC), Spec.class);
    Measured measured = new CalibrationProcess(spec, folder).measure();
    Json.write(folder.resolve(MEASURED), measured);
    System.exit(0);
  }

  private Measured measure() throws IOException, InterruptedException {
    try (Children children = new Children();
        Stage stage = new Stage(clock)) {
      say("the instrument's own steps");
      Costs costs = new Costs(clock);
      Calibration.Cost read = costs.clockRead();
      Calibration.Cost scan = costs.scan();
      Calibration.Cost record = costs.record();
      WakeUps wakeUps =
          WakeUps.measure(stage.subscribers(), clock, Math.min(spec.events(), MAX_WAKE_UPS));
      Comparison comparison = new Comparison(wakeUps.histogram());
      for (List<Play> plays : groups()) {
        play(children, stage, comparison, plays);
      }
      return new Measured(List.of(read, scan, record, wakeUps.cost()), takes);
    }
  }

  /** A pattern that is played for the nth time over a transport. */
  private record Play(String transport, Pattern pattern, int repetition) {}

  /** What is played on one server each. */
  private List<List<Play>> groups() {
    List<List<Play>> groups = new ArrayList<>();
    List<Play> group = new ArrayList<>();
    for (String transport : spec.transports()) {
      for (Play play : plays(transport)) {
        boolean changes = !group.isEmpty() && !group.get(0).transport().equals(transport);
        boolean full = (group.size() + 1L) * spec.events() > MAX_EVENTS_PER_SERVER;
        if (!group.isEmpty() && (full || (changes && !spec.shared()))) {
          groups.add(group);
          group = new ArrayList<>();
        }
        group.add(play);
      }
    }
    groups.add(group);
    return groups;
  }

  private List<Play> plays(String transport) {
    List<Play> plays = new ArrayList<>();
    for (String name : spec.patterns()) {
      int repetitions = name.equals(Calibration.REPEATED) ? spec.repetitions() : 1;
      for (int i = 1; i <= repetitions; i++) {
        plays.add(new Play(transport, Pattern.named(name), i));
      }
    }
    return plays;
  }

  private void play(Children children, Stage stage, Comparison comparison, List<Play> plays)
      throws IOException, InterruptedException {
    Path log = folder.resolve(WRITES);
    List<Take> played = new ArrayList<>();
    boolean tls = plays.stream().anyMatch(play -> Transports.needsTls(play.transport()));
    try (ServerProcess server = server(children, tls, log)) {
      ServerSignals signals = new ServerSignals(server.pid());
      String warm = "";
      for (Play play : plays) {
        String transport = play.transport();
        URI url = Transports.needsTls(transport) ? server.url() : server.cleartextUrl();
        if (!warm.equals(transport)) {
          say(position(transport));
          warmUp(stage, url, transport, signals);
          warm = transport;
        }
        played.add(play(stage, url, play, signals));
      }
      server.stop(STOP_BOUND);
    }
    Map<String, RoomWrites> writes = RoomWrites.read(log);
    Files.delete(log);
    for (Take take : played) {
      takes.add(comparison.of(take, writes.getOrDefault(take.room(), RoomWrites.none())));
    }
  }

  private String position(String transport) {
    int number = spec.transports().indexOf(transport) + 1;
    return transport + " (" + number + " of " + spec.transports().size() + ")";
  }

  private ServerProcess server(Children children, boolean tls, Path log)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(spec.server());
    command.addAll(List.of("--write-log", log.toString()));
    if (tls) {
      command.add("--tls");
    }
    return ServerProcess.start(children, command, folder, START_BOUND);
  }

  /** Not compared: has the code of both sides compiled. */
  private void warmUp(Stage stage, URI url, String transport, ServerSignals signals)
      throws IOException, InterruptedException {
    Pattern pattern = Pattern.named(Calibration.REPEATED);
    Script script = new Script(pattern, spec.events(), spec.seed());
    stage.play(url, transport, pattern, 0, script, signals);
  }

  private Take play(Stage stage, URI url, Play play, ServerSignals signals)
      throws IOException, InterruptedException {
    int number = Pattern.ALL.indexOf(play.pattern());
    long seed = (spec.seed() * 1_000_003 + number) * 1_000_003 + play.repetition();
    Script script = new Script(play.pattern(), spec.events(), seed);
    try {
      return stage.play(url, play.transport(), play.pattern(), play.repetition(), script, signals);
    } catch (IOException e) {
      throw new IOException(
          play.transport() + ", pattern " + play.pattern().name() + ": " + e.getMessage(), e);
    }
  }

  private static void say(String what) {
    System.out.println(MARK + what);
  }
}
