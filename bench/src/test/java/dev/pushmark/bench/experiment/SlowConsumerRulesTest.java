package dev.pushmark.bench.experiment;

import static dev.pushmark.bench.experiment.Figures.measured;
import static dev.pushmark.bench.experiment.Figures.ratio;
import static dev.pushmark.bench.experiment.Figures.untold;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.bench.experiment.SlowConsumerRules.Fate;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimFigure.Unit;
import dev.pushmark.results.model.ClaimVerdict;
import dev.pushmark.results.model.ClaimVerdict.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlowConsumerRulesTest {
  private static final long QUEUE_BYTES = 1 << 20;
  private static final ClaimFigure UNHARMED = ratio("WebSocket", 0.9, 1.2);
  private static final ClaimFigure HARMED = ratio("WebSocket", 2, 4);
  private static final ClaimFigure LITTLE = heap(-50_000, 200_000);
  private static final ClaimFigure MUCH = heap(3_000_000, 5_000_000);

  private static final Fate TOLD = fate(640, 0, 0, 0, 0);
  private static final Fate CAME_BACK = fate(0, 0, 0, 1, 1);
  private static final Fate LOST = fate(640, 3, 0, 0, 0);
  private static final Fate NEVER_FULL = fate(0, 0, 0, 0, 0);

  private static ClaimFigure heap(double low, double high) {
    return measured("WebSocket", "heap after GC", Unit.BYTES, low, high);
  }

  private static Fate fate(long skipped, long lost, long doubled, long closed, long back) {
    return new Fate("WebSocket", "websocket", 1, 1_250, skipped, lost, doubled, closed, back);
  }

  private static ClaimVerdict verdict(ClaimFigure others, ClaimFigure heap, Fate... fates) {
    return SlowConsumerRules.floods(
        List.of(others),
        List.of(heap),
        QUEUE_BYTES,
        List.of(fates),
        List.of(NEVER_FULL),
        List.of());
  }

  private static Answer answer(ClaimFigure others, ClaimFigure heap, Fate... fates) {
    return verdict(others, heap, fates).answer();
  }

  @Test
  void theFloodIsKeptOffWhereOthersDoNotSufferMemoryIsBoundedAndAllIsTold() {
    assertThat(answer(UNHARMED, LITTLE, TOLD, CAME_BACK)).isEqualTo(Answer.DOES_NOT_HOLD);
  }

  @Test
  void oneThingThatGivesWayIsEnoughToDepend() {
    assertThat(answer(HARMED, LITTLE, TOLD)).isEqualTo(Answer.DEPENDS);
    assertThat(answer(UNHARMED, MUCH, TOLD)).isEqualTo(Answer.DEPENDS);
    assertThat(answer(UNHARMED, LITTLE, TOLD, LOST)).isEqualTo(Answer.DEPENDS);
  }

  @Test
  void itFloodsWhereEverythingGivesWay() {
    assertThat(answer(HARMED, MUCH, LOST)).isEqualTo(Answer.HOLDS);
  }

  @Test
  void aQueueThatWasNeverFullTellsNothing() {
    assertThat(answer(UNHARMED, LITTLE, NEVER_FULL)).isEqualTo(Answer.CANNOT_BE_TOLD);
    assertThat(answer(UNHARMED, LITTLE, TOLD, NEVER_FULL)).isEqualTo(Answer.CANNOT_BE_TOLD);
  }

  @Test
  void whatCannotBeToldOfTheOthersLeavesItOpen() {
    assertThat(answer(untold("WebSocket"), LITTLE, TOLD)).isEqualTo(Answer.CANNOT_BE_TOLD);
    assertThat(answer(ratio("WebSocket", 0.9, 1.6), LITTLE, TOLD)).isEqualTo(Answer.CANNOT_BE_TOLD);
  }

  @Test
  void whoDoesNotComeBackHasLostAllThatFollows() {
    assertThat(answer(UNHARMED, LITTLE, fate(0, 0, 0, 1, 0))).isEqualTo(Answer.DEPENDS);
  }

  @Test
  void moreSkippedThanOneSubscriberWasOwedMeansThatOthersWereSkippedToo() {
    assertThat(answer(UNHARMED, LITTLE, fate(1_250, 0, 0, 0, 0))).isEqualTo(Answer.DOES_NOT_HOLD);
    assertThat(answer(UNHARMED, LITTLE, fate(1_251, 0, 0, 0, 0))).isEqualTo(Answer.DEPENDS);
  }

  @Test
  void theVerdictTellsWhatTheOneWasTold() {
    ClaimVerdict verdict = verdict(UNHARMED, LITTLE, TOLD, CAME_BACK);
    assertThat(verdict.statement())
        .contains("told that it missed 640 of 1\u202f250 events (0 lost in silence")
        .contains("disconnected 1, back 1");
    assertThat(verdict.figures()).hasSize(2 + 3 * 3);
  }
}
