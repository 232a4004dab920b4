package dev.pushmark.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pushmark.bench.experiment.CostModel.Observed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class CostModelTest {
  private static final double ITSELF = 0.04;

  /** Of a server on which a poll takes 60 µs and 150 B, its answer 90 B more, an event 25 µs. */
  static CostModel polling() {
    List<Observed> rounds = new ArrayList<>();
    double[][] loads = {
      {2_000, 0, 0}, {800, 0, 0}, {800, 300, 400}, {1_600, 1_500, 4_000}, {800, 800, 8_000}
    };
    for (double[] load : loads) {
      rounds.add(
          new Observed(
              new Load(load[0], load[1], 0, load[2]),
              ITSELF + 60e-6 * load[0] + 25e-6 * load[2],
              150 * load[0] + 90 * load[1] + 200 * load[2]));
    }
    return CostModel.of(rounds).orElseThrow();
  }

  private static List<Observed> pushed() {
    List<Observed> rounds = new ArrayList<>();
    for (double events : new double[] {0, 400, 4_000, 8_000}) {
      rounds.add(new Observed(new Load(0, 0, 0, events), ITSELF + 50e-6 * events, 220 * events));
    }
    return rounds;
  }

  /** Of a server on which an event takes 50 µs and 220 B. */
  static CostModel push() {
    return CostModel.of(pushed()).orElseThrow();
  }

  @Test
  void aPollItsAnswerAndAnEventAreToldApart() {
    CostModel model = polling();
    assertThat(model.cpuSeconds(new Load(1, 0, 0, 0)).value()).isCloseTo(60e-6, within(1e-9));
    assertThat(model.cpuSeconds(new Load(0, 0, 0, 1)).value()).isCloseTo(25e-6, within(1e-9));
    assertThat(model.bytes(new Load(1, 0, 0, 0)).value()).isCloseTo(150, within(1e-6));
    assertThat(model.bytes(new Load(1, 1, 0, 1)).value()).isCloseTo(440, within(1e-6));
  }

  @Test
  void whatTheServerTakesByItselfIsNotTheClients() {
    Load nothing = new Load(0, 0, 0, 0);
    assertThat(polling().cpuSeconds(nothing).value()).isZero();
    assertThat(polling().wholeCpuSeconds(nothing).value()).isCloseTo(ITSELF, within(1e-9));
  }

  @Test
  void theBytesOfASignOfLifeAreAnEventsUnlessOneWasSeenAndItsCpuTimeAlways() {
    Load life = new Load(0, 0, 1, 0);
    assertThat(push().bytes(life).value()).isCloseTo(220, within(1e-6));
    List<Observed> longer = new ArrayList<>(pushed());
    longer.add(new Observed(new Load(0, 0, 500, 0), 0.02, 8 * 500));
    CostModel model = CostModel.of(longer).orElseThrow();
    assertThat(model.bytes(life).value()).isCloseTo(8, within(1e-6));
    assertThat(model.cpuSeconds(life).value()).isCloseTo(50e-6, within(1e-9));
  }

  @Test
  void tooFewRoundsTellNothing() {
    assertThat(CostModel.of(pushed().subList(0, 2))).isEmpty();
    assertThat(CostModel.of(List.of())).isEmpty();
  }

  @Test
  void theShareOfPollsThatBringSomethingIsWhatRandomEventsGive() {
    Random random = new Random(3);
    double rate = 0.7;
    Duration interval = Duration.ofSeconds(2);
    int full = 0;
    int polls = 100_000;
    double next = exponential(random, rate);
    for (int i = 1; i <= polls; i++) {
      boolean brought = false;
      for (; next <= 2.0 * i; next += exponential(random, rate)) {
        brought = true;
      }
      full += brought ? 1 : 0;
    }
    assertThat(Load.polling(interval, rate).fullPolls())
        .isCloseTo(full / (polls * 2.0), Percentage.withPercentage(2));
    assertThat(Load.polling(interval, rate).polls()).isEqualTo(0.5);
  }

  @Test
  void longPollsEndEmptyAsOftenAsRandomEventsLetThem() {
    Random random = new Random(5);
    double rate = 0.05;
    double hold = Load.HOLD.toNanos() / 1e9;
    double time = 0;
    int empty = 0;
    for (int i = 0; i < 200_000; i++) {
      double event = exponential(random, rate);
      empty += event > hold ? 1 : 0;
      time += Math.min(event, hold);
    }
    assertThat(Load.longPolling(rate).heartbeats())
        .isCloseTo(empty / time, Percentage.withPercentage(2));
    assertThat(Load.longPolling(0).heartbeats()).isEqualTo(1 / hold);
  }

  private static double exponential(Random random, double rate) {
    return -Math.log(1 - random.nextDouble()) / rate;
  }
}
