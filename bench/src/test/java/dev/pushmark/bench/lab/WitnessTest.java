package dev.pushmark.bench.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.results.compare.WitnessWords;
import dev.pushmark.results.model.Arrivals;
import dev.pushmark.results.model.Compression;
import dev.pushmark.results.model.Limits;
import dev.pushmark.results.model.Ordering;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Phases;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Polling;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.Server;
import dev.pushmark.results.model.Tls;
import dev.pushmark.results.model.Witness;
import dev.pushmark.results.model.Workload;
import dev.pushmark.results.store.RunFolder;
import dev.pushmark.scenarios.gatling.Injector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rounds with a real server, a real injector and a real witness. */
@Timeout(400) // a loaded machine has the lab try a round three times
class WitnessTest {
  private static final int WITNESSES = 4;

  @TempDir Path temporary;

  private final Children children = new Children();

  @AfterEach
  void stop() {
    children.close();
  }

  /** Limits that the noise of a machine does not reach, and a slow receiver does. */
  private static Plan plan(String transport) {
    return new Plan(
        new Workload(
            "witnessed",
            "for tests",
            3,
            3,
            1,
            20,
            new Arrivals(Arrivals.ArrivalProcess.POISSON, 1),
            150,
            Workload.PublishVia.HTTP,
            Workload.Delivery.EVERY),
        List.of(transport),
        1,
        new Phases(Duration.ofMillis(300), Duration.ofSeconds(3), Duration.ofSeconds(1)),
        new Polling(
            Duration.ofSeconds(1),
            Polling.Phase.RANDOM,
            Polling.Pace.FIXED_RATE,
            Duration.ofSeconds(1)),
        Ordering.DEFAULT,
        Compression.NONE,
        Tls.NONE,
        Server.reference(Server.SlowConsumer.DROP_OLDEST, 1 << 20),
        new Limits(
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            0.5,
            1,
            1,
            Duration.ofMillis(SlowReceiver.DELAY_MS / 2),
            0.05),
        WITNESSES,
        List.of(),
        7);
  }

  private Round measure(String transport, String injectorMain) throws Exception {
    Machine machine = new Machine();
    ChildCommands ours = ChildCommands.ours(machine.pinning(true));
    ChildCommands commands =
        new ChildCommands(
            ours.java(),
            ours.classPath(),
            ours.serverMain(),
            injectorMain,
            ours.flags(),
            ours.pinning(),
            null,
            null,
            List.of());
    Path folder = temporary.resolve(transport + injectorMain);
    new Lab(children, commands, machine, Clock.system(), new Story())
        .run(plan(transport), Fakes.PROVENANCE, folder);
    return RunFolder.read(folder).rounds().get(0);
  }

  @Test
  void aWitnessSeesTheSameEventsAsItsNeighbours() throws Exception {
    Round round = measure("websocket", Injector.class.getName());
    Witness witness = Objects.requireNonNull(round.witness());
    assertThat(witness.trouble()).isNull();
    assertThat(witness.seats()).isEqualTo(WITNESSES);
    long published = Objects.requireNonNull(round.injection()).counts().published();
    assertThat(witness.events())
        .as("of the %d events of three rooms, one of them watched twice", published)
        .isGreaterThan((int) published)
        .isLessThan((int) published * 2);
    assertThat(WitnessWords.of(witness)).startsWith("witnesses do not disagree: p50 was ");
  }

  @Test
  void anInjectorThatReceivesLateIsFoundOut() throws Exception {
    Round round = measure("websocket", SlowReceiver.class.getName());
    assertThat(round.outcome())
        .isInstanceOfSatisfying(
            Outcome.Invalid.class,
            invalid ->
                assertThat(invalid.reasons())
                    .anyMatch(
                        reason ->
                            reason.startsWith("the generator, not the server, was measured:")));
  }

  @Test
  void roundsOfOtherTransportsHaveNone() throws Exception {
    assertThat(measure("sse", Injector.class.getName()).witness()).isNull();
  }
}
