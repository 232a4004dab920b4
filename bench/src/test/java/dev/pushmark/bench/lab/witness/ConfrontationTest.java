package dev.pushmark.bench.lab.witness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.compare.WitnessWords;
import dev.pushmark.results.model.Limits;
import dev.pushmark.results.model.Witness;
import dev.pushmark.results.model.WitnessReading;
import dev.pushmark.scenarios.witness.SeatLog;
import dev.pushmark.scenarios.witness.Sighting;
import dev.pushmark.scenarios.witness.Stall;
import dev.pushmark.scenarios.witness.WitnessLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfrontationTest {
  private static final long US = 1_000;
  private static final long MS = 1_000_000;
  private static final Limits LIMITS =
      new Limits(Duration.ZERO, Duration.ZERO, 0, 1, 1, Duration.ofNanos(100 * US), 0.05);
  private static final Bias SLOWER = new Bias(30 * US, 28 * US, 32 * US);

  private final Random random = new Random(5);
  private final long[] serverNs =
      random.doubles(2_000).mapToLong(d -> (long) (400 * US + 400 * US * d)).toArray();

  /** What is added by the way to a client: some tens of microseconds, now and then far more. */
  private long wayNs() {
    return (long) (40 * US * Math.exp(0.5 * random.nextGaussian()))
        + (random.nextInt(100) == 0 ? 5 * MS : 0);
  }

  private static List<SeatLog> seats(int events, int copies, IntToLongFunction latencyNs) {
    List<SeatLog> seats = new ArrayList<>();
    for (int copy = 0; copy < copies; copy++) {
      seats.add(
          new SeatLog(
              0,
              IntStream.range(0, events)
                  .mapToObj(i -> new Sighting(1, i, i * MS, i * MS + latencyNs.applyAsLong(i)))
                  .toList()));
    }
    return seats;
  }

  private Witness confront(int events, IntToLongFunction atWitness, IntToLongFunction atInjector) {
    return new Confrontation(SLOWER, LIMITS, 1)
        .of(
            1,
            new WitnessLog(seats(events, 1, atWitness), List.of()),
            new WitnessLog(seats(events, 2, atInjector), List.of()));
  }

  private long witnessNs(int event) {
    return serverNs[event] + wayNs() + SLOWER.ns();
  }

  private long injectorNs(int event) {
    return serverNs[event] + wayNs();
  }

  @Test
  void clientsThatDifferByTheBiasAgree() {
    Witness witness = confront(2_000, this::witnessNs, this::injectorNs);
    assertThat(WitnessWords.disagreements(witness)).isEmpty();
    assertThat(witness.events()).isEqualTo(2_000);
    WitnessReading p50 = Objects.requireNonNull(witness.p50());
    assertThat(p50.lowNs()).isNegative();
    assertThat(p50.highNs()).isPositive();
    assertThat(p50.allowedNs()).isEqualTo(100 * US);
  }

  @Test
  void anInjectorThatIsLateAtEveryEventDisagrees() {
    Witness witness = confront(60, this::witnessNs, i -> injectorNs(i) + 400 * US);
    assertThat(WitnessWords.disagreements(witness))
        .singleElement()
        .asString()
        .startsWith("the generator, not the server, was measured: p50 was ");
  }

  @Test
  void anInjectorThatIsLateAtOneEventInFiveDisagreesInItsTail() {
    Witness witness =
        confront(1_000, this::witnessNs, i -> injectorNs(i) + (i % 5 == 0 ? 3 * MS : 0));
    assertThat(Objects.requireNonNull(witness.p50()).disagrees()).isFalse();
    assertThat(WitnessWords.disagreements(witness)).singleElement().asString().contains("p90 was ");
  }

  @Test
  void aMachineThatStallsHoldsUpBothAndIsNoDisagreement() {
    IntToLongFunction stall = i -> i % 400 < 60 ? (60 - i % 400) * MS : 0;
    Witness witness =
        confront(
            2_000,
            i -> witnessNs(i) + stall.applyAsLong(i),
            i -> injectorNs(i) + stall.applyAsLong(i));
    assertThat(WitnessWords.disagreements(witness)).isEmpty();
  }

  @Test
  void fewStallsOfTheInjectorAloneAreTooFewToTell() {
    Witness witness =
        confront(60, this::witnessNs, i -> injectorNs(i) + (i >= 50 && i < 56 ? 20 * MS : 0));
    assertThat(WitnessWords.disagreements(witness)).isEmpty();
  }

  @Test
  void aWitnessThatIsLateItselfProvesNothing() {
    Witness witness = confront(2_000, i -> witnessNs(i) + 10 * MS, this::injectorNs);
    assertThat(WitnessWords.disagreements(witness)).isEmpty();
    assertThat(Objects.requireNonNull(witness.p50()).laterNs()).isNegative();
  }

  @Test
  void chanceSeldomLooksLikeADisagreement() {
    int alarms = 0;
    for (int round = 0; round < 200; round++) {
      // Noise of the machine that hits each client at its own time.
      Witness witness =
          confront(
              65,
              i -> witnessNs(i) + random.nextInt(10) / 9 * 8 * MS,
              i -> injectorNs(i) + random.nextInt(10) / 9 * 8 * MS);
      alarms += WitnessWords.disagreements(witness).size();
    }
    assertThat(alarms).isLessThanOrEqualTo(2);
  }

  @Test
  void tooFewEventsSayNothing() {
    Witness witness = confront(19, this::witnessNs, i -> injectorNs(i) + 1_000 * MS);
    assertThat(witness.p50()).isNull();
    assertThat(witness.events()).isEqualTo(19);
    assertThat(WitnessWords.of(witness)).contains("too few events (19)");
  }

  @Test
  void aQuietRoomGivesTheBias() {
    Witness quiet =
        new Confrontation(Bias.NONE, LIMITS, 1)
            .of(
                1,
                new WitnessLog(seats(300, 1, this::witnessNs), List.of()),
                new WitnessLog(seats(300, 2, this::injectorNs), List.of()));
    Bias bias = Bias.of(Objects.requireNonNull(quiet.p50()));
    assertThat(bias.lowNs()).isLessThan(SLOWER.ns());
    assertThat(bias.highNs()).isGreaterThan(SLOWER.ns());
    assertThat(bias.ns()).isBetween(bias.lowNs(), bias.highNs());
  }

  @Test
  void anInjectorThatIsSlowEvenInAQuietRoomIsNotExcusedByIt() {
    assertThat(Bias.of(new WitnessReading(MS, 3 * MS, 2 * MS, MS, 3 * MS, MS)))
        .isEqualTo(Bias.NONE);
  }

  @Test
  void stallsOfTheWitnessCountWithinTheMeasurementOnly() {
    Witness witness =
        new Confrontation(SLOWER, LIMITS, 1)
            .of(
                1,
                new WitnessLog(
                    seats(30, 1, this::witnessNs),
                    List.of(new Stall(-5 * MS, 90 * MS), new Stall(10 * MS, 7 * MS))),
                new WitnessLog(seats(30, 2, this::injectorNs), List.of()));
    assertThat(witness.longestStallNs()).isEqualTo(7 * MS);
  }
}
