package dev.pushmark.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pushmark.bench.experiment.Advice.Question;
import dev.pushmark.bench.experiment.Prices.Price;
import dev.pushmark.bench.experiment.Prices.Weights;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class PricesTest {
  private static final Weights CPU_ALONE = new Weights(1, 0);

  private static Prices prices(Weights weights) {
    return new Prices(
        Map.of("short-polling", CostModelTest.polling(), "websocket", CostModelTest.push()),
        weights);
  }

  private static String cheapest(Duration staleness, double rate) {
    return prices(CPU_ALONE).at(staleness, rate).get(0).transport();
  }

  @Test
  void theCheapestDependsOnStalenessAndRate() {
    assertThat(cheapest(Duration.ofMillis(100), 0.1)).isEqualTo("websocket");
    assertThat(cheapest(Duration.ofSeconds(60), 0.001)).isEqualTo("short-polling");
    assertThat(cheapest(Duration.ofSeconds(2), 10))
        .as("a poll brings many at once")
        .isEqualTo("short-polling");
  }

  @Test
  void pollsAreAsRareAsTheStalenessAllows() {
    Price price = prices(CPU_ALONE).cheapest(true, Duration.ofSeconds(2), 0).orElseThrow();
    assertThat(price.cost().value()).isCloseTo(60e-6 / 4, within(1e-12));
  }

  @Test
  void bothWeightsCount() {
    Duration staleness = Duration.ofSeconds(2);
    Price price = prices(new Weights(2, 3)).cheapest(true, staleness, 0).orElseThrow();
    assertThat(price.cost().value()).isCloseTo(2 * 60e-6 / 4 + 3 * 150e-6 / 4, within(1e-12));
  }

  @Test
  void atAFlipBothCostTheSame() {
    Prices prices = prices(CPU_ALONE);
    Duration staleness = Duration.ofSeconds(2);
    double flip = prices.flipOfRate(staleness, 0.01, 100).orElseThrow();
    assertThat(prices.cheapest(true, staleness, flip).orElseThrow().cost().value())
        .isCloseTo(
            prices.cheapest(false, staleness, flip).orElseThrow().cost().value(),
            Percentage.withPercentage(3));
    assertThat(prices.flipOfRate(staleness, 0.01, flip / 1.1)).isEmpty();
    double seconds = prices.flipOfStaleness(0.1, 3_600, 0.01).orElseThrow();
    Duration other = Prices.ofSeconds(seconds);
    assertThat(prices.cheapest(true, other, 0.01).orElseThrow().cost().value())
        .isCloseTo(
            prices.cheapest(false, other, 0.01).orElseThrow().cost().value(),
            Percentage.withPercentage(3));
  }

  @Test
  void adviceIsTheCheapestForAllClientsWithWhereItWouldFlip() {
    Advice advice =
        Advice.of(new Question(1_000, 0.01, Duration.ofSeconds(1), CPU_ALONE), prices(CPU_ALONE));
    assertThat(advice.use()).containsExactly("websocket");
    assertThat(advice.options()).extracting(Advice.Option::transport).hasSize(2);
    assertThat(advice.options().get(0).cpuSeconds().value())
        .isCloseTo(1_000 * 50e-6 * (0.01 + 1 / 15.0), within(1e-9));
    assertThat(advice.options().get(1).pollInterval()).isEqualTo("2s");
    assertThat(advice.flips().belowEventsPerSecond()).isNull();
    assertThat(advice.flips().aboveEventsPerSecond()).isNotNull().isGreaterThan(0.01);
    assertThat(advice.flips().aboveStalenessSeconds()).isNotNull().isBetween(1.0, 20.0);
    assertThat(advice.flips().belowStalenessSeconds()).isNull();
  }
}
