package dev.pushmark.bench.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.bench.lab.process.Cores;
import dev.pushmark.bench.lab.process.Link;
import dev.pushmark.bench.lab.process.Pinning;
import dev.pushmark.bench.lab.witness.Bias;
import dev.pushmark.bench.plan.Overrides;
import dev.pushmark.bench.plan.PlanRequest;
import dev.pushmark.bench.plan.Planner;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.LinkTraffic;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Server;
import dev.pushmark.results.model.Tls;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rounds over a link whose packets are counted. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class LinkTest {
  private static final int MTU = 1500;

  /** The least that IPv4 and TCP have. */
  private static final int HEADERS = 20 + 20;

  @TempDir Path folder;

  private final Children children = new Children();

  @BeforeEach
  void itIsPossible() {
    String obstacle = Link.obstacle(Server.Link.VETH, 0.01);
    assumeTrue(
        obstacle == null,
        "needs root, ip, nft and nsenter (iproute2, nftables, util-linux): " + obstacle);
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    children.close();
    assertThat(Path.of("/run/netns/pushmark-" + ProcessHandle.current().pid())).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource(
      value = Tls.class,
      names = {"NONE", "RESUMPTION"})
  void packetsHoldTheHeadersThatBytesOfTheTransportDoNot(Tls tls) throws Exception {
    Evidence evidence = measure(plan(tls));
    Injection injection = evidence.injection();
    long delivered = injection.counts().delivered();
    long received = injection.traffic().receivedBytes();
    LinkTraffic link = Objects.requireNonNull(Objects.requireNonNull(evidence.footprint()).link());
    assertThat(delivered).isGreaterThan(100);
    assertThat(link.sentBytes())
        .as("of %d packets, most of which say only what was received", link.sentPackets())
        .isGreaterThanOrEqualTo(link.sentPackets() * HEADERS);
    assertThat(link.receivedBytes())
        .as("of %d packets", link.receivedPackets())
        .isGreaterThanOrEqualTo(link.receivedPackets() * HEADERS)
        .isLessThanOrEqualTo(link.receivedPackets() * MTU)
        .as(
            "of which %d are those of the transport; seen from outside, at other instants",
            received)
        .isBetween(received / 2, received * 4);
  }

  @Test
  void theWayBackIsFreeForTheNextOne() throws Exception {
    for (int i = 0; i < 2; i++) {
      try (Link link = Link.open(Server.Link.VETH)) {
        assertThat(link.host()).startsWith("198.1");
        assertThat(link.prefix()).startsWith("nsenter");
      }
    }
  }

  @Test
  void whoTakesTheOtherAddressLosesNothing() throws Exception {
    try (Link link = Link.open(Server.Link.VETH, 0.2);
        ServerProcess server = serverBehind(link)) {
      URI url = server.cleartextUrl().resolve("/metrics");
      assertThat(link.lossyHost()).isNotEqualTo(link.host());
      for (int i = 0; i < 20; i++) {
        read(url);
      }
      assertThat(link.dropped()).isZero();
      int requests = 0;
      while (link.dropped() == 0 && requests < 100) {
        read(URI.create(url.toString().replace(link.host(), link.lossyHost())));
        requests++;
      }
      assertThat(link.dropped()).as("of %d requests", requests).isPositive();
    }
  }

  private ServerProcess serverBehind(Link link) throws Exception {
    List<String> command =
        commands()
            .server(
                plan(Tls.NONE), "sse", link, folder.resolve("stalls"), folder.resolve("pauses"));
    return ServerProcess.start(children, command, folder, Duration.ofSeconds(30));
  }

  private static void read(URI url) throws Exception {
    try (InputStream in = url.toURL().openStream()) {
      assertThat(in.readAllBytes()).isNotEmpty();
    }
  }

  @Test
  void lossImpliesALinkOfTheServersOwn() throws Exception {
    Overrides lossy = new Overrides().number("/network/loss", 0.01);
    Plan plan = Planner.resolve(new PlanRequest(null, false, null, lossy, 1));
    assertThat(plan.server().link()).isEqualTo(Server.Link.VETH);
    assertThat(plan.network().lossShare()).isEqualTo(0.01);
  }

  static ChildCommands commands() {
    Cores cores = Cores.parse("0");
    return ChildCommands.ours(new Pinning(cores, cores, "it is a test"));
  }

  static Plan plan(Tls tls) {
    Plan small = RoundBuilder.smallPlan("sse", 50);
    return new Plan(
        small.workload(),
        small.transports(),
        small.rounds(),
        small.phases(),
        small.polling(),
        small.ordering(),
        small.compression(),
        tls,
        new Server(null, Server.SlowConsumer.COALESCE, 4096L, Server.Link.VETH),
        small.limits(),
        small.witnesses(),
        small.expectations(),
        small.seed());
  }

  private Evidence measure(Plan plan) throws Exception {
    RoundRunner runner =
        new RoundRunner(children, commands(), new Machine(), Clock.system(), plan, Bias.NONE);
    Slot slot = new Slot(1, 1, 1, "sse", Clock.system().now());
    Path exchange = Files.createDirectories(folder.resolve("exchange"));
    RoundRunner.Result result = runner.run(slot, 1, exchange, progress -> {});
    assertThat(result.evidence()).as("%s", result.outcome()).isNotNull();
    return Objects.requireNonNull(result.evidence());
  }
}
