package dev.pushmark.scenarios.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pushmark.results.store.Json;
import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.transport.Access;
import dev.pushmark.scenarios.transport.Token;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The main program of a witness process. It takes seats in the fan-out of rooms when told to, by
 * lines {@code seat INDEX} on standard input, answers each with {@code pushmark-witness seated
 * INDEX}, and writes what it saw when told {@code end}, or when nobody can tell it any more.
 *
 * <p>It has as little as possible in common with the measuring clients: the transport is Tyrus's,
 * the few lines around it are its own. It shares the reader of stamps, since a stamp misread fails
 * its own check, and the clock.
 *
 * <p>Exit code 0 when the result is written, 2 for a wrong argument, 1 if it could not do its work;
 * the reason on standard error.
 */
public final class Witness {
  private static final String MARK = "pushmark-witness ";
  private static final String SEAT = "seat ";
  private static final String SEATED = MARK + "seated ";

  private Witness() {}

  /** Does what the JSON file named by the argument says ({@link WitnessSpec}). */
  public static void main(String[] args) {
    // Tyrus leaves threads behind that would keep the process, whatever ends this one.
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> {
          System.err.println("Exception in thread " + thread.getName() + ": " + failure);
          System.exit(1);
        });
    System.exit(run(args, System.out, System.err));
  }

  /** The line that tells this program to take a seat. */
  public static String takeSeat(int seat) {
    return SEAT + seat;
  }

  /** The line that tells it to end. */
  public static String end() {
    return "end";
  }

  /** The seat that a line of this program says it has taken; negative if it says something else. */
  public static int seatTaken(String line) {
    return line.startsWith(SEATED) ? Integer.parseInt(line.substring(SEATED.length())) : -1;
  }

  private static int run(String[] args, PrintStream out, PrintStream err) {
    if (args.length != 1) {
      err.println("usage: Witness SPEC.json");
      return 2;
    }
    try {
      WitnessSpec spec = Json.read(Path.of(args[0]), WitnessSpec.class);
      watch(spec, out);
      return 0;
    } catch (IOException e) {
      err.println(e.getMessage());
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private static void watch(WitnessSpec spec, PrintStream out)
      throws IOException, InterruptedException {
    Clock clock = Clock.system();
    Access access = new Access(Token.in(System.getenv()), refusal -> {});
    WarmUp.of(new Watch(clock, null), clock);
    Watch watch = new Watch(clock, access.authorization());
    IdleThread idle = IdleThread.start(clock);
    List<Sightings> seats = new ArrayList<>();
    BufferedReader told = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = told.readLine();
        line != null && !line.equals(end());
        line = told.readLine()) {
      if (line.startsWith(SEAT)) {
        int index = Integer.parseInt(line.substring(SEAT.length()));
        Sightings sightings = new Sightings(index);
        watch.open(socketOf(spec.url(), spec.seats().get(index)), sightings::add);
        seats.add(sightings);
        out.println(SEATED + index);
        out.flush();
      }
    }
    Json.write(
        spec.out().resolve(WitnessLog.WITNESS_FILE),
        new WitnessLog(seats.stream().map(Sightings::log).toList(), idle.stalls()));
  }

  private static URI socketOf(URI url, Seat seat) {
    String base = url.toString().replaceFirst("^http:", "ws:").replaceFirst("/+$", "");
    return URI.create(base + "/rooms/" + seat.room() + "/socket");
  }
}
