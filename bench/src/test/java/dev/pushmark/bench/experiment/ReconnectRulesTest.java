package dev.pushmark.bench.experiment;

import static dev.pushmark.bench.experiment.Figures.measured;
import static dev.pushmark.bench.experiment.Figures.ratio;
import static dev.pushmark.bench.experiment.Figures.untold;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.bench.experiment.ReconnectRules.Away;
import dev.pushmark.bench.experiment.ReconnectRules.Cuts;
import dev.pushmark.bench.experiment.ReconnectRules.Storm;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimFigure.Unit;
import dev.pushmark.results.model.ClaimVerdict;
import dev.pushmark.results.model.ClaimVerdict.Answer;
import dev.pushmark.results.model.Counts;
import dev.pushmark.results.model.Outages;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReconnectRulesTest {
  private static final ClaimFigure TIME = measured("SSE", "time", Unit.NANOSECONDS, 1e6, 2e6);

  private static Counts counts(long lost, long duplicated, long reordered) {
    return new Counts(100, 100, 1_000, 1_000 - lost, lost, 0, duplicated, reordered, 0, 0, 0, 0);
  }

  private static Outages outages(long cuts, long recovered) {
    return new Outages(cuts, recovered + 2, recovered, 0, 17, 0).countedByServer(recovered + 1);
  }

  private static Cuts cuts(long cuts, Counts counts) {
    return new Cuts("SSE", 1, cuts + 2, outages(cuts, cuts), counts);
  }

  private static ClaimVerdict lost(Cuts anew, Cuts... resuming) {
    return ReconnectRules.lostDoubledReordered(List.of(anew), List.of(resuming), List.of(TIME));
  }

  @Test
  void whatIsLostOnlyByWhoBeginsAnewDependsOnResuming() {
    ClaimVerdict verdict = lost(cuts(198, counts(17, 0, 0)), cuts(198, counts(0, 0, 0)));
    assertThat(verdict.answer()).isEqualTo(Answer.DEPENDS);
    assertThat(verdict.statement().replaceAll("\\p{Z}", " "))
        .contains("SSE lost 17 of 1 000 deliveries in 198 cuts (17 by the numbers")
        .contains("subscriptions that the server then counted: SSE 200, 200, 199.");
  }

  @Test
  void oneThatIsDoubledOrReorderedIsEnoughForAResumingTransport() {
    assertThat(lost(cuts(198, counts(17, 0, 0)), cuts(198, counts(0, 1, 0))).answer())
        .isEqualTo(Answer.HOLDS);
    assertThat(
            lost(
                    cuts(198, counts(17, 0, 0)),
                    cuts(198, counts(0, 0, 1)),
                    cuts(198, counts(0, 0, 0)))
                .answer())
        .isEqualTo(Answer.DEPENDS);
    assertThat(lost(cuts(198, counts(0, 0, 0)), cuts(198, counts(0, 0, 0))).answer())
        .isEqualTo(Answer.DOES_NOT_HOLD);
  }

  @Test
  void fewCutsTellNothingOfWhatIsLost() {
    assertThat(lost(cuts(29, counts(17, 0, 0)), cuts(198, counts(0, 0, 0))).answer())
        .isEqualTo(Answer.CANNOT_BE_TOLD);
    assertThat(lost(cuts(198, counts(17, 0, 0))).answer()).isEqualTo(Answer.CANNOT_BE_TOLD);
  }

  private static ClaimVerdict builtIn(Away away, Cuts back, Storm... storms) {
    return ReconnectRules.mustBeBuiltIn(
        List.of(away), List.of(back), List.of(storms), null, List.of(TIME));
  }

  private static Away away(long stayed, long lost) {
    return new Away("SSE", 1, 100, stayed, lost, 1_000);
  }

  @Test
  void itMustBeBuiltInWhereWhoStaysAwayLosesAndAllOthersComeBack() {
    Cuts back = cuts(198, counts(0, 0, 0));
    assertThat(builtIn(away(100, 700), back).answer()).isEqualTo(Answer.HOLDS);
    assertThat(builtIn(away(0, 0), back).answer()).isEqualTo(Answer.DOES_NOT_HOLD);
    Cuts notAll = new Cuts("SSE", 1, 200, outages(198, 197), counts(0, 0, 0));
    assertThat(builtIn(away(100, 700), notAll).answer()).isEqualTo(Answer.DEPENDS);
  }

  @Test
  void withoutARoundOrACutItCannotBeTold() {
    Cuts back = cuts(198, counts(0, 0, 0));
    Away unmeasured = new Away("SSE", 0, 0, 0, 0, 0);
    assertThat(builtIn(unmeasured, back).answer()).isEqualTo(Answer.CANNOT_BE_TOLD);
    assertThat(builtIn(away(100, 700), cuts(0, Counts.NONE)).answer())
        .isEqualTo(Answer.CANNOT_BE_TOLD);
  }

  private static String stormy(ClaimFigure timesCalm) {
    Storm storm = new Storm(cuts(500, counts(0, 0, 0)), TIME, TIME, TIME, timesCalm);
    return builtIn(away(100, 700), cuts(198, counts(0, 0, 0)), storm).statement();
  }

  @Test
  void bystandersAreDisturbedOnlyIfTheirWholeIntervalIsAboveTwiceTheCalm() {
    assertThat(stormy(ratio("SSE", 1.1, 2))).contains("so they were not disturbed");
    assertThat(stormy(ratio("SSE", 2.1, 9))).contains("so they were disturbed");
    assertThat(stormy(ratio("SSE", 1.1, 2.1))).contains("do not tell from undisturbed");
    assertThat(stormy(untold("SSE"))).contains("do not tell from undisturbed");
  }

  @Test
  void aConnectionThatGoesSilentIsNoticedByNobodyAlthoughComingBackIsBuiltIn() {
    ClaimVerdict verdict =
        ReconnectRules.mustBeBuiltIn(
            List.of(away(100, 700)),
            List.of(cuts(198, counts(0, 0, 0))),
            List.of(),
            away(100, 600),
            List.of(TIME));
    assertThat(verdict.statement()).contains("of 100 subscribers, 100 noticed nothing, and 600 of");
  }
}
