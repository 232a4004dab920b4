package dev.pushmark.bench.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.bench.lab.process.Link;
import dev.pushmark.bench.lab.witness.Bias;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Network;
import dev.pushmark.results.model.Phases;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Reconnect;
import dev.pushmark.results.model.Server;
import dev.pushmark.results.model.Tls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whole rounds whose packets get lost: slow, so held at night. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class LossyRounds {
  /** For what TCP sends again, perhaps more than once. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  @BeforeEach
  void itIsPossible() {
    String obstacle = Link.obstacle(Server.Link.VETH, 0.01);
    assumeTrue(
        obstacle == null,
        "needs root, ip, nft and nsenter (iproute2, nftables, util-linux): " + obstacle);
  }

  @Test
  void packetsGetLostAndAreSentAgain(@TempDir Path folder) throws Exception {
    Network lossy = new Network(Duration.ZERO, null, 0.1, List.of(), Reconnect.DEFAULT);
    Plan plan = LinkTest.plan(Tls.NONE);
    Phases patient = new Phases(plan.phases().warmup(), plan.phases().measurement(), PATIENCE);
    try (Children children = new Children()) {
      RoundRunner runner =
          new RoundRunner(
              children,
              LinkTest.commands(),
              new Machine(),
              Clock.system(),
              plan.with(lossy).with(patient, plan.workload()),
              Bias.NONE);
      Slot slot = new Slot(1, 1, 1, "sse", Clock.system().now());
      Evidence evidence =
          Objects.requireNonNull(runner.run(slot, 1, folder, progress -> {}).evidence());
      assertThat(Objects.requireNonNull(evidence.footprint()).droppedPackets()).isPositive();
      assertThat(evidence.injection().counts().lost()).as("TCP sends them again").isZero();
      assertThat(evidence.whole(Metric.DELIVERY_LATENCY).getMaxValue())
          .as("what waits for a packet that was lost waits for TCP's timer")
          .isGreaterThan(Duration.ofMillis(100).toNanos());
    }
  }
}
