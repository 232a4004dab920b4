package dev.pushmark.scenarios.recording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InformationAgeTest {
  private final InformationAge age = new InformationAge(new Window(100, 200));

  @Test
  void growsAlsoWhileThereIsNothingNewer() {
    age.arrived(80, 90);
    age.accountUntil(250);
    assertThat(age.observedNs()).isEqualTo(100);
    assertThat(age.integralNs2()).as("from 20 to 120").isEqualTo(100 * (20 + 120) / 2.0);
    assertThat(age.peaks()).isZero();
  }

  @Test
  void fallsToTheDelayOfANewerEventAndPeaksJustBefore() {
    age.arrived(100, 110);
    age.arrived(150, 155);
    age.arrived(190, 198);
    age.accountUntil(200);
    assertThat(age.peaks()).isEqualTo(2);
    assertThat(age.peakSumNs()).isEqualTo(155 - 100 + 198 - 150);
    assertThat(age.observedNs()).as("from the first on that it holds").isEqualTo(90);
    assertThat(age.integralNs2())
        .isEqualTo(45 * (10 + 55) / 2.0 + 43 * (5 + 48) / 2.0 + 2 * (8 + 10) / 2.0);
  }

  @Test
  void aSkippedVersionCostsNothingButAge() {
    age.arrived(100, 100);
    age.arrived(140, 145);
    age.arrived(120, 150);
    age.accountUntil(200);
    assertThat(age.peaks()).as("what is older than the newest changes nothing").isEqualTo(1);
    assertThat(age.integralNs2()).isEqualTo(45 * 45 / 2.0 + 55 * (5 + 60) / 2.0);
  }

  @Test
  void whoHoldsNothingHasNoAge() {
    age.accountUntil(500);
    assertThat(age.observedNs()).isZero();
    assertThat(age.integralNs2()).isZero();
  }
}
