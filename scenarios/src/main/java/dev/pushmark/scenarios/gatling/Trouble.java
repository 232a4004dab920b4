package dev.pushmark.scenarios.gatling;

import dev.pushmark.results.model.FaultPlan;
import dev.pushmark.results.model.Network;
import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.fault.FaultLog;
import dev.pushmark.scenarios.fault.FaultProxy;
import dev.pushmark.scenarios.fault.ProxyCounts;
import dev.pushmark.scenarios.fault.ProxyLimits;
import dev.pushmark.scenarios.fault.ServerLife;
import dev.pushmark.scenarios.reconnect.Outages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** What goes wrong in a round, by a proxy between the subscribers and the server. Thread safe. */
final class Trouble {
  private final URI server;
  private final FaultProxy proxy;
  private final FaultPlan plan;
  private final boolean serverCounts;
  private volatile CompletableFuture<OptionalLong> subscriptionsBefore =
      CompletableFuture.completedFuture(OptionalLong.empty());

  private Trouble(URI server, FaultProxy proxy, FaultPlan plan, boolean serverCounts) {
    this.server = server;
    this.proxy = proxy;
    this.plan = plan;
    this.serverCounts = serverCounts;
  }

  /**
   * Starts the proxy, which lives as long as the process; the way is as long as it will be, but
   * nothing goes wrong yet.
   *
   * @param process the server's; null if no fault strikes it
   * @param serverCounts whether the server is one that may be asked for its metrics
   */
  static Trouble between(
      URI server,
      Network network,
      long seed,
      Clock clock,
      @Nullable ServerLife process,
      boolean serverCounts)
      throws IOException {
    boolean tls = "https".equals(server.getScheme());
    int port = server.getPort() >= 0 ? server.getPort() : tls ? 443 : 80;
    FaultProxy proxy =
        FaultProxy.start(
            clock,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new InetSocketAddress(server.getHost(), port),
            ProxyLimits.DEFAULT,
            process);
    var unused = proxy.run(network.always(seed), clock.nanoTime());
    FaultPlan plan = network.plan(seed);
    // Who is started again begins to count anew.
    return new Trouble(server, proxy, plan, serverCounts && !plan.needsProcess());
  }

  /** Where subscribers connect. */
  InetSocketAddress address() {
    return proxy.address();
  }

  /** Lets the plan begin, its times counted from a moment on the clock. */
  void begin(long startNs, Complaints complaints) {
    if (serverCounts) {
      subscriptionsBefore = AcceptedSubscriptions.of(server);
    }
    CompletableFuture<Void> over = proxy.run(plan, startNs);
    var unused =
        over.whenComplete(
            (done, failure) -> {
              if (failure != null) {
                complaints.add("faults were not all done: " + failure.getMessage());
              }
            });
  }

  /** Complains of what the proxy did that no plan asked for. */
  void check(Complaints complaints) {
    ProxyCounts counts = proxy.counts();
    complainOf(counts.turnedAway(), "connections had no place in the proxy", complaints);
    complainOf(counts.unreached(), "connections of the proxy did not reach the server", complaints);
    complainOf(proxy.log().leftOut(), "effects of faults had no place in the log", complaints);
  }

  private static void complainOf(long times, String what, Complaints complaints) {
    if (times > 0) {
      complaints.add(times + " " + what);
    }
  }

  /** How long subscribers took to find that their connections had become half-open. */
  Histogram detectedNs(List<Outages.Silence> silences) {
    return Detection.bySubscribers(proxy.log().entries(), silences);
  }

  /** How long the server took to find it, as far as it did. */
  Histogram detectedByServerNs() {
    return Detection.byServer(proxy.log().entries());
  }

  /**
   * How many subscriptions the server has counted since the beginning; null if it does not count,
   * or has counted none at all.
   */
  @Nullable Long resubscribed() {
    OptionalLong before = subscriptionsBefore.join();
    if (before.isEmpty() || before.getAsLong() == 0) {
      return null;
    }
    OptionalLong now = AcceptedSubscriptions.of(server).join();
    return now.isEmpty() ? null : now.getAsLong() - before.getAsLong();
  }

  /** Connections that each fault has struck, in the plan's order. */
  List<Long> struck() {
    List<FaultLog.Entry> entries = proxy.log().entries();
    return IntStream.range(0, plan.faults().size())
        .mapToObj(place -> entries.stream().filter(entry -> isStrike(entry, place)).count())
        .toList();
  }

  /** Not of what always holds, whose places are those of another plan. */
  private boolean isStrike(FaultLog.Entry entry, int place) {
    return entry.place() == place
        && entry.connection() > 0
        && entry.effect() == FaultLog.Effect.STRUCK
        && entry.fault().equals(plan.faults().get(place).fault());
  }
}
