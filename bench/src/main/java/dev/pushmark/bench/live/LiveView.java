package dev.pushmark.bench.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pushmark.bench.Clock;
import dev.pushmark.results.store.Json;
import dev.pushmark.results.store.UnreadableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Serves the page of the live view, on this machine's loopback address alone, and keeps what it has
 * measured. The server under test is another process and knows nothing of it. Thread safe.
 */
public final class LiveView implements AutoCloseable {
  /** Of what a page may send to be saved. */
  static final int MAX_BYTES = 8 << 20;

  private static final int THREADS = 4;
  private static final Set<String> PAGE =
      Set.of(
          "page.html",
          "live.css",
          "live.js",
          "lane.js",
          "clients.js",
          "clock.js",
          "dots.js",
          "publisher.js");

  private static final String RUNS = "/runs/";

  private final HttpServer http;
  private final ExecutorService threads;
  private final URI server;
  private final SavedRuns runs;
  private final SocketIoClient socketIo;
  private final Clock clock;

  private LiveView(
      HttpServer http, URI server, SavedRuns runs, SocketIoClient socketIo, Clock clock) {
    this.http = http;
    this.threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "live-view");
              thread.setDaemon(true);
              return thread;
            });
    this.server = server;
    this.runs = runs;
    this.socketIo = socketIo;
    this.clock = clock;
  }

  /**
   * Opens the view of a server.
   *
   * @param port of the page; 0 for a free one
   * @param server in cleartext on a loopback address, whose pages it lets in
   * @param clock of the machine, which the page compares with its own
   * @throws IOException if the port is taken
   */
  public static LiveView open(
      int port, URI server, SavedRuns runs, SocketIoClient socketIo, Clock clock)
      throws IOException {
    InetAddress loopback = InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
    HttpServer http = HttpServer.create(new InetSocketAddress(loopback, port), 0);
    LiveView view = new LiveView(http, server, runs, socketIo, clock);
    http.createContext("/", view::handle);
    http.setExecutor(view.threads);
    http.start();
    return view;
  }

  /** Where the page is. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/");
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!isOwn(exchange.getRequestHeaders().getFirst("Host"))) {
        // A name that was made to point here (DNS rebinding).
        Reply.refuse(exchange, 403, "only this machine may ask");
        return;
      }
      String path = exchange.getRequestURI().getRawPath();
      switch (exchange.getRequestMethod()) {
        case "GET" -> get(exchange, path);
        case "POST" -> post(exchange, path);
        default -> Reply.refuse(exchange, 405, "only GET and POST can be done here");
      }
    }
  }

  private boolean isOwn(@Nullable String authority) {
    int port = http.getAddress().getPort();
    return ("127.0.0.1:" + port).equals(authority) || ("localhost:" + port).equals(authority);
  }

  private void get(HttpExchange exchange, String path) throws IOException {
    String name = path.equals("/") ? "page.html" : path.substring(1);
    if (PAGE.contains(name)) {
      exchange.getResponseHeaders().set("Content-Security-Policy", policy());
      Reply.file(exchange, name, resource(name));
    } else if (path.equals("/config.json")) {
      Reply.json(exchange, Map.of("server", server.toString()));
    } else if (path.equals("/clock")) {
      Reply.time(exchange, clock.nanoTime());
    } else if (path.equals("/socket.io.min.js")) {
      socketIo(exchange);
    } else if (path.startsWith(RUNS)) {
      run(exchange, path.substring(RUNS.length()));
    } else {
      Reply.refuse(exchange, 404, "no such page");
    }
  }

  /** Scripts and styles of its own, talk with itself and the server under test, nothing else. */
  private String policy() {
    String sockets = "ws" + server.toString().substring("http".length());
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src"
        + " 'self' %s %s; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
            .formatted(server, sockets);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = LiveView.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is missing in this build");
      }
      return in.readAllBytes();
    }
  }

  private void socketIo(HttpExchange exchange) throws IOException {
    try {
      Reply.file(exchange, "socket.io.min.js", socketIo.script());
    } catch (SocketIoClient.MissingException e) {
      Reply.refuse(exchange, 404, String.valueOf(e.getMessage()));
    }
  }

  private void run(HttpExchange exchange, String path) throws IOException {
    String[] parts = path.split("/", -1);
    Optional<byte[]> file = parts.length == 2 ? runs.file(parts[0], parts[1]) : Optional.empty();
    if (file.isPresent()) {
      Reply.file(exchange, parts[1], file.get());
    } else {
      Reply.refuse(exchange, 404, "no such run");
    }
  }

  private void post(HttpExchange exchange, String path) throws IOException {
    if (!path.equals("/save")) {
      Reply.refuse(exchange, 404, "only /save takes anything");
      return;
    }
    String host = exchange.getRequestHeaders().getFirst("Host");
    if (!("http://" + host).equals(exchange.getRequestHeaders().getFirst("Origin"))) {
      Reply.refuse(exchange, 403, "only the live view's own page may save");
      return;
    }
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BYTES + 1);
    if (body.length > MAX_BYTES) {
      Reply.refuse(exchange, 413, "a recording must be at most " + MAX_BYTES + " bytes");
      return;
    }
    String agent = exchange.getRequestHeaders().getFirst("User-Agent");
    try {
      Recording recording = Json.parse(new String(body, StandardCharsets.UTF_8), Recording.class);
      Reply.json(
          exchange, Map.of("run", runs.save(recording, server, agent == null ? "unknown" : agent)));
    } catch (UnreadableException e) {
      Reply.refuse(exchange, 400, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
