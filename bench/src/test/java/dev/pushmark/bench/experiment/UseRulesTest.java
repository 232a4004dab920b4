package dev.pushmark.bench.experiment;

import static dev.pushmark.bench.experiment.Figures.ms;
import static dev.pushmark.bench.experiment.Figures.ratio;
import static dev.pushmark.bench.experiment.Figures.untold;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pushmark.bench.experiment.UseRules.Contender;
import dev.pushmark.bench.experiment.UseRules.Contest;
import dev.pushmark.bench.experiment.UseRules.Cost;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimVerdict;
import dev.pushmark.results.model.ClaimVerdict.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UseRulesTest {
  private static final double BUDGET_NS = 100e6;

  private static final ClaimFigure IN_TIME = ms("delay", 10, 20);
  private static final ClaimFigure LATE = ms("delay", 200, 300);
  private static final ClaimFigure CHEAPER = ratio("cost", 0.4, 0.6);
  private static final ClaimFigure ALIKE = ratio("cost", 0.95, 1.05);
  private static final ClaimFigure DEARER = ratio("cost", 1.9, 2.1);

  /** A use in which polling's and push's costs, as multiples of each other's, are these. */
  private static Contest contest(
      ClaimFigure pollsDelay, ClaimFigure pollsToPush, ClaimFigure pushToPolls) {
    return contest(pollsDelay, pollsToPush, pushToPolls, pollsToPush, pushToPolls);
  }

  private static Contest contest(
      ClaimFigure pollsDelay,
      ClaimFigure pollsToPush,
      ClaimFigure pushToPolls,
      ClaimFigure pollsToPushByCpu,
      ClaimFigure pushToPollsByCpu) {
    return new Contest(
        "a use",
        BUDGET_NS,
        List.of(
            new Contender(
                "short-polling",
                pollsDelay,
                Map.of(
                    Cost.MONEY,
                    Map.of("sse", pollsToPush),
                    Cost.CPU,
                    Map.of("sse", pollsToPushByCpu))),
            new Contender(
                "sse",
                IN_TIME,
                Map.of(
                    Cost.MONEY,
                    Map.of("short-polling", pushToPolls),
                    Cost.CPU,
                    Map.of("short-polling", pushToPollsByCpu)))));
  }

  private static Answer answer(Contest... contests) {
    return UseRules.oneForAll(List.of(contests), List.of(), List.of()).answer();
  }

  @Test
  void oneForAllIsWhatNothingInTimeIsCheaperThanAnywhere() {
    Contest pushIsCheaper = contest(IN_TIME, DEARER, CHEAPER);

    assertThat(answer(pushIsCheaper, pushIsCheaper)).isEqualTo(Answer.HOLDS);
    assertThat(answer(pushIsCheaper, contest(IN_TIME, ALIKE, ALIKE))).isEqualTo(Answer.HOLDS);
  }

  @Test
  void someUsesCanRefuteItButNotConfirmIt() {
    Contest pushIsCheaper = contest(IN_TIME, DEARER, CHEAPER);
    List<String> untried = List.of("game");
    ClaimVerdict confirming =
        UseRules.oneForAll(List.of(pushIsCheaper, pushIsCheaper), untried, List.of());
    ClaimVerdict refuting =
        UseRules.oneForAll(
            List.of(pushIsCheaper, contest(IN_TIME, CHEAPER, DEARER)), untried, List.of());

    assertThat(confirming.answer()).isEqualTo(Answer.CANNOT_BE_TOLD);
    assertThat(confirming.statement()).contains("Not tried: game.");
    assertThat(refuting.answer()).isEqualTo(Answer.DOES_NOT_HOLD);
  }

  @Test
  void thereIsNoneWhereEachIsBeatenSomewhere() {
    ClaimVerdict verdict =
        UseRules.oneForAll(
            List.of(contest(IN_TIME, DEARER, CHEAPER), contest(IN_TIME, CHEAPER, DEARER)),
            List.of(),
            List.of());

    assertThat(verdict.answer()).isEqualTo(Answer.DOES_NOT_HOLD);
    assertThat(verdict.statement()).contains("a use: SSE and a use: Short polling");
  }

  @Test
  void whatIsLateIsNoRivalHoweverCheap() {
    Contest cheapButLate = contest(LATE, CHEAPER, DEARER);

    assertThat(answer(cheapButLate)).isEqualTo(Answer.HOLDS);
    assertThat(answer(cheapButLate, contest(IN_TIME, CHEAPER, DEARER)))
        .isEqualTo(Answer.DOES_NOT_HOLD);
  }

  @Test
  void itDependsWhereMoneyAndCpuSayOtherwise() {
    Contest onePushElsePolls = contest(IN_TIME, DEARER, CHEAPER, DEARER, CHEAPER);
    Contest byMoneyPushByCpuPolls = contest(IN_TIME, DEARER, CHEAPER, CHEAPER, DEARER);

    assertThat(answer(onePushElsePolls, byMoneyPushByCpuPolls)).isEqualTo(Answer.DEPENDS);
  }

  @Test
  void whatCannotBeToldOfOneUseCannotBeToldOfAll() {
    ClaimFigure untold = untold("cost");

    assertThat(answer(contest(IN_TIME, DEARER, CHEAPER), contest(IN_TIME, untold, untold)))
        .isEqualTo(Answer.CANNOT_BE_TOLD);
    assertThat(answer(contest(untold, CHEAPER, DEARER), contest(IN_TIME, DEARER, CHEAPER)))
        .isEqualTo(Answer.CANNOT_BE_TOLD);
    assertThat(UseRules.oneForAll(List.of(), List.of(), List.of(IN_TIME)).answer())
        .isEqualTo(Answer.CANNOT_BE_TOLD);
  }

  @Test
  void aMillionDeliveriesCostWhatTheirCoreHoursAndBytesCost() {
    // 3.6 ms of a core each: an hour of it together; 1,000 bytes each: a gigabyte together.
    assertThat(UseRules.dollarsPerMillion(3.6e6, 1_000))
        .isCloseTo(UseRules.DOLLARS_PER_CORE_HOUR + UseRules.DOLLARS_PER_GIGABYTE, within(1e-9));
  }
}
