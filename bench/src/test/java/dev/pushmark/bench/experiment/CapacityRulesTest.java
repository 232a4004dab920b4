package dev.pushmark.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.bench.experiment.CapacityRules.Limit;
import dev.pushmark.bench.experiment.RateSearch.Bracket;
import dev.pushmark.bench.plan.BadPlanException;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimVerdict;
import dev.pushmark.results.model.ClaimVerdict.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CapacityRulesTest {
  private static Limit limit(String transport, @Nullable Double within, @Nullable Double beyond) {
    return new Limit(
        transport,
        new Budget(Duration.ofMillis(50)),
        new Bracket(within, beyond, beyond == null),
        4,
        2_000);
  }

  private static Limit webSocket(@Nullable Double within, @Nullable Double beyond) {
    return limit("websocket", within, beyond);
  }

  private static Limit sse(@Nullable Double within, @Nullable Double beyond) {
    return limit("sse", within, beyond);
  }

  private static Answer faster(Limit... push) {
    return CapacityRules.alwaysFaster(List.of(push), List.of(), List.of()).answer();
  }

  private static Answer carriesMore(Limit websocket, Limit... rivals) {
    return CapacityRules.webSocketCarriesMore(websocket, List.of(rivals), List.of()).answer();
  }

  private static Answer thousands(Limit... push) {
    return CapacityRules.cannotServeThousands(2_000, List.of(push), List.of()).answer();
  }

  @Test
  void pushThatHasALimitDependsOnTheRate() {
    assertThat(faster(sse(30_000.0, 34_000.0))).isEqualTo(Answer.DEPENDS);
    assertThat(faster(sse(30_000.0, 34_000.0), webSocket(60_000.0, null)))
        .isEqualTo(Answer.DEPENDS);
    assertThat(faster(sse(null, 500.0))).isEqualTo(Answer.DOES_NOT_HOLD);
  }

  @Test
  void whereTheInstrumentGaveUpFirstNoLimitIsTold() {
    Limit unknown = webSocket(60_000.0, null);
    ClaimVerdict verdict = CapacityRules.alwaysFaster(List.of(unknown), List.of(), List.of());
    assertThat(verdict.answer()).isEqualTo(Answer.CANNOT_BE_TOLD);
    assertThat(verdict.statement())
        .contains("WebSocket at least 60\u202f000, where the instrument gave up, not the server");
    assertThat(unknown.figure().what()).endsWith(", at least");
    assertThat(unknown.figure().low()).isNull();
  }

  @Test
  void aLimitIsAFigureWithItsBracket() {
    ClaimFigure figure = sse(30_000.0, 40_000.0).figure();
    assertThat(figure.low()).isEqualTo(30_000);
    assertThat(figure.value()).isBetween(34_600.0, 34_700.0);
    assertThat(figure.high()).isEqualTo(40_000);
    assertThat(figure.kind()).isEqualTo(ClaimFigure.Kind.SEARCHED);
    assertThat(sse(null, null).figure().value()).isNull();
  }

  @Test
  void webSocketCarriesMoreOnlyWhereTheBracketsAreATenthApart() {
    assertThat(carriesMore(webSocket(60_000.0, null), sse(30_000.0, 40_000.0)))
        .isEqualTo(Answer.HOLDS);
    assertThat(carriesMore(webSocket(30_000.0, 33_000.0), sse(30_000.0, 40_000.0)))
        .isEqualTo(Answer.DOES_NOT_HOLD);
    assertThat(carriesMore(webSocket(39_000.0, 50_000.0), sse(30_000.0, 40_000.0)))
        .isEqualTo(Answer.CANNOT_BE_TOLD);
    assertThat(carriesMore(webSocket(60_000.0, null), sse(60_000.0, null)))
        .as("neither limit was found")
        .isEqualTo(Answer.CANNOT_BE_TOLD);
    assertThat(
            carriesMore(
                webSocket(60_000.0, 70_000.0),
                sse(64_000.0, 80_000.0),
                limit("long-polling", 8_000.0, 10_000.0)))
        .isEqualTo(Answer.DEPENDS);
  }

  @Test
  void oneASecondForEachOfTwoThousandRefutesThatThousandsCannotBeServed() {
    assertThat(thousands(sse(2_000.0, null), webSocket(60_000.0, 70_000.0)))
        .isEqualTo(Answer.DOES_NOT_HOLD);
    assertThat(thousands(sse(500.0, 2_000.0))).isEqualTo(Answer.HOLDS);
    assertThat(thousands(sse(1_900.0, null), webSocket(60_000.0, 70_000.0)))
        .isEqualTo(Answer.CANNOT_BE_TOLD);
  }

  @Test
  void aSearchWithoutAValidRoundGoesDownAndEnds() throws BadPlanException {
    Form form = new Form(false, 7);
    Capacity capacity = new Capacity();
    List<Measured> measured = new ArrayList<>();
    Optional<Step> next = capacity.next(form, measured);
    while (next.isPresent()) {
      Map<String, TransportFigures> nothing = new LinkedHashMap<>();
      for (String transport : next.get().plan().transports()) {
        nothing.put(transport, TransportFigures.of(transport, List.of(), Map.of()));
      }
      measured.add(new Measured(next.get(), nothing));
      next = capacity.next(form, measured);
    }
    assertThat(measured)
        .extracting(step -> step.step().folder())
        .containsExactly(
            "01-at-16000",
            "02-at-4000",
            "03-at-1000",
            "04-at-500",
            "05-at-16000",
            "06-at-4000",
            "07-at-1000",
            "08-at-500");
    assertThat(measured.get(0).step().plan().transports())
        .containsExactly("long-polling", "sse", "websocket");
    assertThat(measured.get(4).step().plan().transports()).containsExactly("short-polling");
  }
}
