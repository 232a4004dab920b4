package dev.pushmark.results.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Witness;
import dev.pushmark.results.model.WitnessReading;
import dev.pushmark.results.report.PlainText;
import org.junit.jupiter.api.Test;

class WitnessWordsTest {
  private static final long US = 1_000;

  private static WitnessReading reading(long lowNs) {
    return new WitnessReading(640 * US, 5_612 * US, 5_000 * US, lowNs, 6_000 * US, 100 * US);
  }

  @Test
  void saysWhatBothSawAndHowSureThatIs() {
    Witness witness =
        new Witness(8, 65, 28 * US, 0, null, reading(4_000 * US), reading(3_000 * US), null);
    assertThat(WitnessWords.disagreements(witness))
        .singleElement()
        .extracting(PlainText::of)
        .isEqualTo(
            "the generator, not the server, was measured: p50 was 5.61 ms at the injector's"
                + " subscribers, 640 µs at the witnesses beside them (bias 28.0 µs), at least"
                + " 4.00 ms later (limit 100 µs)");
    assertThat(WitnessWords.of(witness)).startsWith("witnesses disagree: p50 was ");
  }

  @Test
  void whatMayBeChanceIsNoDisagreement() {
    Witness witness = new Witness(8, 65, 28 * US, 0, null, reading(99 * US), null, null);
    assertThat(WitnessWords.disagreements(witness)).isEmpty();
    assertThat(WitnessWords.of(witness)).startsWith("witnesses do not disagree: p50 was ");
  }

  @Test
  void aWitnessThatFailedSaysWhy() {
    Witness witness = new Witness(8, 0, 0, 0, "it wrote nothing: no memory", null, null, null);
    assertThat(WitnessWords.of(witness))
        .isEqualTo("the witness saw nothing: it wrote nothing: no memory");
    assertThat(WitnessWords.disagreements(witness)).isEmpty();
  }

  @Test
  void aRoundWithoutWitnessesHasNothingAgainstIt() {
    assertThat(WitnessWords.disagreements(null)).isEmpty();
  }
}
