package dev.pushmark.bench.browser;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pushmark.bench.Clock;
import dev.pushmark.results.model.Polling;
import dev.pushmark.results.store.Json;
import dev.pushmark.scenarios.recording.Roll;
import dev.pushmark.scenarios.transport.Access;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The subscribers of a browser's page, one in each of some rooms, on the page of the server itself,
 * so that no rule about foreign origins holds them up. Not thread safe.
 */
public final class Subscribers {
  private static final String CLIENTS = "/dev/pushmark/bench/live/clients.js";
  private static final String SUBSCRIBERS = "/dev/pushmark/bench/browser/subscribers.js";
  private static final String HEALTH = "/health";

  /** Comparisons of clocks before, and as many after. */
  private static final int COMPARISONS = 100;

  private static final long PATIENCE_MS = 10_000;
  private static final int LINES_AT_ONCE = 20_000;
  private static final long LOOK_MS = 10;

  /** Loads scripts as modules, whatever the page thinks of scripts. */
  private static final String BEGIN =
      """
      (async () => {
        const load = (text) => import(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
        const { CLIENTS, REFRESH } = await load(%s);
        const { Subscribers } = await load(%s);
        globalThis.pushmark = new Subscribers([...CLIENTS, REFRESH], %s, location.origin, %s, %s);
        return pushmark.obstacle(%d);
      })()
      """;

  /** By what protocol the page came; empty as long as it is not there. */
  private static final String SPOKEN =
      """
      document.readyState === 'complete' && location.origin === new URL(%s).origin
          ? performance.getEntriesByType('navigation')[0].nextHopProtocol || 'nothing known' : ''
      """;

  private final BrowserPage page;
  private final Clock clock;
  private final PageClock pageClock;
  private final List<String> rooms;
  private final long subscribedNs;

  private Subscribers(BrowserPage page, Clock clock, PageClock pageClock, List<String> rooms) {
    this.page = page;
    this.clock = clock;
    this.pageClock = pageClock;
    this.rooms = List.copyOf(rooms);
    this.subscribedNs = clock.nanoTime();
  }

  /**
   * What they subscribe to.
   *
   * @param server base address
   * @param access what lets them in: a token, if there is one, goes into addresses
   */
  public record Target(URI server, List<String> rooms, Polling polling, Access access) {
    public Target {
      rooms = List.copyOf(rooms);
    }

    private Map<String, Object> settings() {
      Map<String, Object> settings = new HashMap<>();
      settings.put("ownOrigin", true);
      settings.put("pollIntervalMs", polling.interval().toNanos() / 1e6);
      settings.put("pauses", polling.pace() == Polling.Pace.FIXED_PAUSE);
      settings.put("holdSeconds", polling.holdTime().toMillis() / 1000.0);
      String token = access.token();
      if (token != null) {
        settings.put("token", token);
      }
      return settings;
    }
  }

  /**
   * Opens the server's page and subscribes; all have subscribed when this returns.
   *
   * @param page a browser's, empty
   * @param socketIo npm's socket.io-client for browsers, a file that need not be there
   * @throws BrowserException if they cannot, saying why
   */
  public static Subscribers open(
      BrowserPage page, Clock clock, PageClient client, Target target, Path socketIo)
      throws IOException, InterruptedException {
    if (client.isSocketIo() && !Files.isRegularFile(socketIo)) {
      throw new BrowserException(
          "socket.io-client is missing: the live view (pushmark serve) says how to install it");
    }
    visit(page, target.server().resolve(HEALTH), client.protocol());
    if (client.isSocketIo()) {
      page.evaluate(Files.readString(socketIo) + ";undefined");
    }
    Map<String, Object> settings = new HashMap<>(target.settings());
    settings.putAll(client.settings());
    String obstacle =
        page.evaluate(
                BEGIN.formatted(
                    Json.line(script(CLIENTS)),
                    Json.line(script(SUBSCRIBERS)),
                    Json.line(client.name()),
                    Json.line(target.rooms()),
                    Json.line(settings),
                    PATIENCE_MS))
            .asText();
    if (!obstacle.isEmpty()) {
      throw new BrowserException("its page could not subscribe: " + obstacle);
    }
    PageClock pageClock = new PageClock(page.evaluate("pushmark.clockStepMs()").asDouble());
    Subscribers subscribers = new Subscribers(page, clock, pageClock, target.rooms());
    subscribers.compareClocks();
    return subscribers;
  }

  private static void visit(BrowserPage page, URI address, String protocol)
      throws IOException, InterruptedException {
    page.visit(address);
    for (long waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += LOOK_MS) {
      String spoken = page.evaluate(SPOKEN.formatted(Json.line(address.toString()))).asText();
      if (!spoken.isEmpty()) {
        if (!spoken.equals(protocol)) {
          throw new BrowserException(
              "it spoke " + spoken + " with the server where " + protocol + " was to be measured");
        }
        return;
      }
      Thread.sleep(LOOK_MS);
    }
    throw new BrowserException("it could not open " + address + " as a page");
  }

  private static String script(String resource) throws IOException {
    try (InputStream in = Subscribers.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException(resource + " is missing in this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void compareClocks() throws IOException, InterruptedException {
    for (int i = 0; i < COMPARISONS; i++) {
      long beforeNs = clock.nanoTime();
      double pageMs = page.evaluate("performance.now()").asDouble();
      pageClock.compared(beforeNs, pageMs, clock.nanoTime());
    }
  }

  /**
   * Has them leave and counts what they wrote down.
   *
   * @param roll what was published into their rooms
   * @throws BrowserException if the browser is gone or wrote what cannot be read
   */
  public BrowserSaw leave(Roll roll) throws IOException, InterruptedException {
    JsonNode stopped = page.evaluate("pushmark.stop()");
    long leftNs = clock.nanoTime();
    if (stopped.path("overflowed").asBoolean()) {
      throw new BrowserException("more came to its page than it can write down");
    }
    int lines = stopped.path("lines").asInt();
    List<PageLog.Entry> entries = new ArrayList<>();
    for (int from = 0; from < lines; from += LINES_AT_ONCE) {
      String text =
          page.evaluate("pushmark.read(%d, %d)".formatted(from, from + LINES_AT_ONCE)).asText();
      entries.addAll(PageLog.read(text, rooms.size()));
    }
    compareClocks();
    PageLog log = new PageLog(entries, stopped.path("disconnected").asInt());
    return new Received(log, pageClock, rooms, subscribedNs, leftNs).beside(roll);
  }
}
