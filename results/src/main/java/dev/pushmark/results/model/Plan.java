package dev.pushmark.results.model;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that was asked of a run, resolved: nothing is left to a default. Saved with every run.
 *
 * @param workload the work, the same for every transport
 * @param transports names of the transports, each measured once per block
 * @param rounds rounds of each transport; the run has this many blocks
 * @param phases warm-up, measurement and drain of each round
 * @param polling how polling subscribers poll
 * @param ordering what subscribers make of the order in which events arrive
 * @param compression what clients ask for, and the reference server does
 * @param tls how connections to the reference server are secured; another server's URL says it
 * @param server the server under test
 * @param limits what makes a round invalid
 * @param witnesses how many watch each round over WebSocket; 0 for none
 * @param expectations what makes a valid round failed, beside lost and doubled events
 * @param network what happens to connections, and what subscribers do about it
 * @param seed of every random choice: order, arrivals, poll phases, waits, faults
 * @param browser the browser that subscribes beside the injector's subscribers; it takes CPU time
 *     from them, so figures with and without one cannot be compared
 * @param newcomers who come while it is measured, and leave
 */
public record Plan(
    Workload workload,
    List<String> transports,
    int rounds,
    Phases phases,
    Polling polling,
    Ordering ordering,
    Compression compression,
    Tls tls,
    Server server,
    Limits limits,
    int witnesses,
    List<Expectation> expectations,
    Network network,
    long seed,
    @Nullable Browser browser,
    @Nullable Newcomers newcomers) {
  public Plan {
    browser = browser == null ? Browser.NONE : browser; // written before there were any
    newcomers = newcomers == null ? Newcomers.NONE : newcomers; // likewise
    transports = List.copyOf(transports);
    expectations = List.copyOf(expectations);
    Check.that(!transports.isEmpty(), "transports", "at least one", transports);
    Check.that(
        new HashSet<>(transports).size() == transports.size(),
        "transports",
        "named once each",
        transports);
    Check.that(
        server.url() == null || tls == Tls.NONE,
        "tls",
        "left out with a url, whose scheme says it",
        tls);
    Check.that(
        server.asksForTokens() || newcomers.wrongTokens() + newcomers.expiredTokens() == 0,
        "newcomers.wrongTokens",
        "0, together with expiredTokens, unless server.tokens is true",
        newcomers.wrongTokens() + newcomers.expiredTokens());
    Check.that(witnesses >= 0 && witnesses <= 64, "witnesses", "0 to 64", witnesses);
    Check.that(rounds >= 1 && rounds <= 1000, "rounds", "1 to 1000", rounds);
    Check.that(
        network.bystanders() <= workload.subscribers(),
        "network.bystanders",
        "at most the subscribers, " + workload.subscribers(),
        network.bystanders());
  }

  /** One without a browser, of a network in which nothing happens. */
  public Plan(
      Workload workload,
      List<String> transports,
      int rounds,
      Phases phases,
      Polling polling,
      Ordering ordering,
      Compression compression,
      Tls tls,
      Server server,
      Limits limits,
      int witnesses,
      List<Expectation> expectations,
      long seed) {
    this(
        workload,
        transports,
        rounds,
        phases,
        polling,
        ordering,
        compression,
        tls,
        server,
        limits,
        witnesses,
        expectations,
        Network.CALM,
        seed,
        Browser.NONE,
        Newcomers.NONE);
  }

  /** One to which nobody comes late. */
  public Plan(
      Workload workload,
      List<String> transports,
      int rounds,
      Phases phases,
      Polling polling,
      Ordering ordering,
      Compression compression,
      Tls tls,
      Server server,
      Limits limits,
      int witnesses,
      List<Expectation> expectations,
      Network network,
      long seed,
      @Nullable Browser browser) {
    this(
        workload,
        transports,
        rounds,
        phases,
        polling,
        ordering,
        compression,
        tls,
        server,
        limits,
        witnesses,
        expectations,
        network,
        seed,
        browser,
        Newcomers.NONE);
  }

  /** Who come while it is measured. */
  @Override
  public Newcomers newcomers() {
    return newcomers == null ? Newcomers.NONE : newcomers;
  }

  /** The same with other transports. */
  public Plan with(List<String> others) {
    return new Plan(
        workload,
        others,
        rounds,
        phases,
        polling,
        ordering,
        compression,
        tls,
        server,
        limits,
        witnesses,
        expectations,
        network,
        seed,
        browser,
        newcomers);
  }

  /** Whether its figures can be compared with those of another plan, transport by transport. */
  public boolean asksTheSameAs(Plan other) {
    return workload.equals(other.workload)
        && phases.equals(other.phases)
        && polling.equals(other.polling)
        && ordering.equals(other.ordering)
        && compression == other.compression
        && tls == other.tls
        && network.equals(other.network)
        && server.link() == other.server.link()
        && Objects.equals(server.heartbeat(), other.server.heartbeat())
        && Objects.equals(server.batchWindow(), other.server.batchWindow())
        && server.asksForTokens() == other.server.asksForTokens()
        && browser == other.browser
        && newcomers().equals(other.newcomers());
  }

  /** Whether a browser subscribes, too. */
  public boolean hasBrowser() {
    return browser != Browser.NONE;
  }

  /** The same on another server; what secures a connection to it, its URL says. */
  public Plan with(Server other) {
    return new Plan(
        workload,
        transports,
        rounds,
        phases,
        polling,
        ordering,
        compression,
        other.url() == null ? tls : Tls.NONE,
        other,
        limits,
        witnesses,
        expectations,
        network,
        seed,
        browser,
        newcomers);
  }

  /** The same over another network. */
  public Plan with(Network other) {
    return new Plan(
        workload,
        transports,
        rounds,
        phases,
        polling,
        ordering,
        compression,
        tls,
        server,
        limits,
        witnesses,
        expectations,
        other,
        seed,
        browser,
        newcomers);
  }

  /** The same with other limits. */
  public Plan with(Limits others) {
    return new Plan(
        workload,
        transports,
        rounds,
        phases,
        polling,
        ordering,
        compression,
        tls,
        server,
        others,
        witnesses,
        expectations,
        network,
        seed,
        browser,
        newcomers);
  }

  /** The same with another workload in other phases. */
  public Plan with(Phases otherPhases, Workload otherWorkload) {
    return new Plan(
        otherWorkload,
        transports,
        rounds,
        otherPhases,
        polling,
        ordering,
        compression,
        tls,
        server,
        limits,
        witnesses,
        expectations,
        network,
        seed,
        browser,
        newcomers);
  }
}
