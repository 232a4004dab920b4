package dev.pushmark.scenarios.gatling;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pushmark.results.model.Network;
import dev.pushmark.results.model.Workload;
import dev.pushmark.results.store.Json;
import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.witness.WitnessLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The main program of an injector process: runs one round in Gatling, tells its progress on
 * standard output and writes what it saw. One round per process ({@link QuietGatling}).
 *
 * <p>Exit code 0 when the round was measured, whatever came out; 2 for a wrong argument; {@link
 * #REFUSED} when the server does not let us in; 1 when the instrument broke; the reason on standard
 * error.
 */
public final class Injector {
  /** Exit code: the server answered a subscriber or publisher with 401 or 403. */
  public static final int REFUSED = 3;

  private static @Nullable RoundSpec spec;
  private static @Nullable RealtimeProtocol protocol;
  private static @Nullable Seating seating;
  private static @Nullable LentServer server;

  private Injector() {}

  /** Runs the round that the JSON file named by the argument describes ({@link RoundSpec}). */
  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err));
  }

  private static int run(String[] args, PrintStream out, PrintStream err) {
    if (args.length != 1) {
      err.println("usage: Injector SPEC.json");
      return 2;
    }
    RealtimeProtocol measuring;
    try {
      RoundSpec given = Json.read(Path.of(args[0]), RoundSpec.class);
      QuietGatling.configure(given.eventLoops());
      server =
          given.plan().network().plan(given.seed()).needsProcess()
              ? new LentServer(wish -> say(out, wish))
              : null;
      measuring = measuring(given);
      spec = given;
      protocol = measuring;
      seating = new Seating(given.seats(), seat -> say(out, Seating.READY + seat));
    } catch (NoSuchFileException e) {
      err.println(args[0] + ": no such file");
      return 2;
    } catch (IOException | IllegalArgumentException e) {
      err.println(e.getMessage());
      return 2;
    }
    CompletableFuture<Integer> round =
        CompletableFuture.supplyAsync(
            () -> measured(measuring.measurement(), out, err),
            task -> new Thread(task, "round").start());
    CompletableFuture<Integer> refused =
        measuring
            .measurement()
            .refused()
            .thenApply(
                reason -> {
                  err.println(reason);
                  return REFUSED;
                });
    // Who is not let in waits for nothing more: the process ends, and the round with it.
    return (int) CompletableFuture.anyOf(round, refused).join();
  }

  private static int measured(Measurement measurement, PrintStream out, PrintStream err) {
    try {
      int code = measure(spec(), measurement, out);
      if (code != 0) {
        err.println("Gatling ended with code " + code);
      }
      return code == 0 ? 0 : 1;
    } catch (IOException e) {
      err.println("cannot write what was measured: " + e);
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      err.println("interrupted");
      return 1;
    }
  }

  private static RealtimeProtocol measuring(RoundSpec given) throws IOException {
    Network network = given.plan().network();
    URI url = given.subscribersUrl();
    if (!network.needsProxy()) {
      return url.equals(given.url())
          ? protocolFor(given)
          : protocolFor(given).through(new InetSocketAddress(url.getHost(), url.getPort()));
    }
    boolean ofOurs = given.plan().server().url() == null;
    Trouble trouble = Trouble.between(url, network, given.seed(), Clock.system(), server, ofOurs);
    RealtimeProtocol troubled = protocolFor(given).through(trouble.address());
    troubled.measurement().meets(trouble);
    return troubled;
  }

  private static RealtimeProtocol protocolFor(RoundSpec given) {
    Workload work = given.plan().workload();
    return RealtimeProtocol.of(given.url())
        .transport(given.transport())
        .polling(given.plan().polling())
        .ordering(given.plan().ordering())
        .periodicState(work.delivery() == Workload.Delivery.NEWEST)
        .compression(given.plan().compression())
        .reconnect(given.plan().network().reconnect())
        .publishersComeBack(server != null)
        .seed(given.seed())
        .measure(
            given.plan().phases(),
            work.subscribers(),
            work.publishers() + (given.plan().newcomers().come() ? 1 : 0));
  }

  /** Runs Gatling and returns its exit code. */
  private static int measure(RoundSpec given, Measurement measurement, PrintStream out)
      throws IOException, InterruptedException {
    ProgressReporter reporter = new ProgressReporter(measurement, given.plan().phases(), out);
    reporter.start();
    if (!seating().isEmpty() || server != null) {
      listen(System.in);
    }
    if (!seating().isEmpty()) {
      seating().open();
    }
    int code = QuietGatling.run(RoundSimulation.class, given.out().resolve("gatling"));
    reporter.finish();
    measurement.write(given.out(), given.roundId());
    if (!seating().isEmpty()) {
      Json.write(given.out().resolve(WitnessLog.NEIGHBOURS_FILE), seating().log());
    }
    if (given.plan().hasBrowser()) {
      Json.write(
          given.out().resolve(RoundSpec.ROLL), measurement.recorder().roll(given.browserRooms()));
    }
    return code;
  }

  /** Hears what whoever started this says. */
  private static void listen(InputStream told) {
    Thread listener =
        new Thread(
            () -> {
              try (BufferedReader lines = new BufferedReader(new InputStreamReader(told, UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                  hear(line);
                }
              } catch (IOException e) {
                return; // Nobody is there any more: nothing more is heard.
              }
            },
            "listener");
    listener.setDaemon(true);
    listener.start();
  }

  private static void hear(String line) {
    seating().hear(line);
    LentServer lent = server;
    if (lent != null) {
      lent.hear(line);
    }
  }

  private static void say(PrintStream out, String line) {
    out.println(line);
    out.flush();
  }

  /** The seat that a line of this program says can be taken; negative if it says something else. */
  public static int seatReady(String line) {
    return line.startsWith(Seating.READY)
        ? Integer.parseInt(line.substring(Seating.READY.length()))
        : -1;
  }

  /** The line that tells this program that a seat has been taken. */
  public static String seatTaken(int seat) {
    return Seating.TAKEN + seat;
  }

  /**
   * What a line of this program wishes for the server's process: {@code stop}, {@code start},
   * {@code pause} or {@code resume}; empty if it says something else.
   */
  public static Optional<String> serverWish(String line) {
    return line.startsWith(LentServer.WISH)
        ? Optional.of(line.substring(LentServer.WISH.length()))
        : Optional.empty();
  }

  /** The line that tells this program that its wish was carried out. */
  public static String serverDone(URI url) {
    return LentServer.DONE + url;
  }

  /** The line that tells it that its wish could not be. */
  public static String serverFailed(String reason) {
    return LentServer.FAILED + reason.replace('\n', ' ');
  }

  static Seating seating() {
    return Objects.requireNonNull(seating, "simulations of rounds are run by the injector");
  }

  static RoundSpec spec() {
    return Objects.requireNonNull(spec, "simulations of rounds are run by the injector");
  }

  static RealtimeProtocol protocol() {
    return Objects.requireNonNull(protocol, "simulations of rounds are run by the injector");
  }
}
