package dev.pushmark.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.bench.experiment.RateSearch.Bracket;
import dev.pushmark.bench.experiment.RateSearch.Finding;
import dev.pushmark.bench.experiment.RateSearch.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateSearchTest {
  private static final RateSearch SEARCH = new RateSearch(16_000, 4, 500, 512_000, 1.2, 12);

  private static List<Trial> searched(DoubleFunction<Finding> server) {
    List<Trial> tried = new ArrayList<>();
    OptionalDouble rate = SEARCH.next(tried);
    while (rate.isPresent()) {
      tried.add(new Trial(rate.getAsDouble(), server.apply(rate.getAsDouble())));
      rate = SEARCH.next(tried);
    }
    return tried;
  }

  private static Finding upTo(double limit, double rate, Finding above) {
    return rate <= limit ? Finding.WITHIN : above;
  }

  @ParameterizedTest
  @ValueSource(doubles = {700, 1_999, 15_999, 16_000, 33_333, 250_000, 500_000})
  void theBracketHoldsTheLimitAndIsAsNarrowAsAsked(double limit) {
    List<Trial> tried = searched(rate -> upTo(limit, rate, Finding.BEYOND));
    Bracket bracket = Bracket.of(tried);
    assertThat(bracket.within()).isNotNull().isLessThanOrEqualTo(limit);
    assertThat(bracket.beyond()).isNotNull().isGreaterThan(limit);
    assertThat(tried.get(tried.size() - 1).rate() / limit).isBetween(0.8, 1.25);
    assertThat(bracket.instrumentFirst()).isFalse();
  }

  @Test
  void whereTheInstrumentGivesUpThereIsARateThatWasCarriedAndNoLimit() {
    Bracket bracket = Bracket.of(searched(rate -> upTo(40_000, rate, Finding.INVALID)));
    assertThat(bracket.within()).isNotNull().isBetween(33_000.0, 40_000.0);
    assertThat(bracket.beyond()).isNull();
    assertThat(bracket.instrumentFirst()).isTrue();
  }

  @Test
  void aServerThatKeepsNoBudgetHasNoRateWithin() {
    List<Trial> tried = searched(rate -> Finding.BEYOND);
    assertThat(tried.get(tried.size() - 1).rate()).isEqualTo(500);
    assertThat(Bracket.of(tried)).isEqualTo(new Bracket(null, 500.0, false));
  }

  @Test
  void aServerThatKeepsItAtTheHighestRateHasNoneBeyond() {
    assertThat(Bracket.of(searched(rate -> Finding.WITHIN)))
        .isEqualTo(new Bracket(512_000.0, null, false));
  }

  @Test
  void findingsThatContradictEachOtherWidenTheBracket() {
    List<Trial> tried =
        List.of(
            new Trial(4_000, Finding.WITHIN),
            new Trial(8_000, Finding.BEYOND),
            new Trial(16_000, Finding.WITHIN),
            new Trial(32_000, Finding.BEYOND));
    assertThat(Bracket.of(tried)).isEqualTo(new Bracket(4_000.0, 32_000.0, false));
  }

  @Test
  void whatTooFewEventsTellIsNoEndOfABracket() {
    List<Trial> tried =
        List.of(
            new Trial(4_000, Finding.WITHIN),
            new Trial(8_000, Finding.PERHAPS_WITHIN),
            new Trial(16_000, Finding.PERHAPS_BEYOND),
            new Trial(32_000, Finding.BEYOND));
    assertThat(Bracket.of(tried)).isEqualTo(new Bracket(4_000.0, 32_000.0, false));
    assertThat(SEARCH.next(tried)).hasValue(11_300);
  }

  @Test
  void aSearchEndsWithTheTrialsItWasGiven() {
    RateSearch brief = new RateSearch(16_000, 4, 500, 512_000, 1.2, 1);
    assertThat(brief.next(List.of(new Trial(16_000, Finding.WITHIN)))).isEmpty();
  }

  @Test
  void ofFourHundredEventsNoneLateIsWithinAndOneInTwentyBeyond() {
    assertThat(Budget.told(0, 400)).isEqualTo(Finding.WITHIN);
    assertThat(Budget.told(0.05, 400)).isEqualTo(Finding.BEYOND);
    assertThat(Budget.told(0, 300)).isEqualTo(Finding.PERHAPS_WITHIN);
    assertThat(Budget.told(0.005, 400)).isEqualTo(Finding.PERHAPS_WITHIN);
    assertThat(Budget.told(0.015, 400)).isEqualTo(Finding.PERHAPS_BEYOND);
    assertThat(Budget.told(0, 0)).isEqualTo(Finding.INVALID);
  }
}
