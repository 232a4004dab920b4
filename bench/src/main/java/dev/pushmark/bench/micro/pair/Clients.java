package dev.pushmark.bench.micro.pair;

import dev.pushmark.results.model.Polling;
import dev.pushmark.scenarios.registry.Transports;
import dev.pushmark.scenarios.transport.polling.PollPhases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The clients to choose from: ours, and those that other people use. */
public final class Clients {
  private static final String TYRUS = "websocket-tyrus";
  private static final String JDK = "websocket-jdk";

  /** On a {@link HastyClock} the interval has always passed already: polls follow at once. */
  private static final Polling WITHOUT_PAUSE =
      new Polling(
          Duration.ofNanos(HastyClock.STEP_NS),
          Polling.Phase.SYNCHRONISED,
          Polling.Pace.FIXED_PAUSE,
          Duration.ofSeconds(20));

  private Clients() {}

  /** All names. */
  public static List<String> names() {
    List<String> names = new ArrayList<>(Transports.names());
    names.add(TYRUS);
    names.add(JDK);
    return names;
  }

  static Client named(String name) {
    return switch (name) {
      case TYRUS -> new TyrusClient();
      case JDK -> new JdkClient();
      default -> ours(name);
    };
  }

  static boolean needsTls(String name) {
    return Transports.names().contains(name) && Transports.needsTls(name);
  }

  private static Client ours(String transport) {
    PollPhases phases = new PollPhases(WITHOUT_PAUSE, 1, 0, 0);
    return Transports.create(transport, WITHOUT_PAUSE, phases)::subscribe;
  }
}
