package dev.pushmark.results.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.SamplePath;
import dev.pushmark.results.report.SawtoothPlot.Age;
import java.util.List;
import org.junit.jupiter.api.Test;

class SawtoothPlotTest {
  private static List<Age> ages(List<Long> due, List<Long> received) {
    return SawtoothPlot.ages(new SamplePath(100, due, received));
  }

  @Test
  void ageRisesFromWhenAnEventIsDueUntilItIsReceived() {
    assertThat(ages(List.of(10L), List.of(30L)))
        .containsExactly(
            new Age(0, 0), new Age(10, 0), new Age(30, 20), new Age(30, 0), new Age(100, 0));
  }

  @Test
  void whatBecameDueMeanwhileIsStillMissing() {
    assertThat(ages(List.of(10L, 20L), List.of(30L, 50L)))
        .containsExactly(
            new Age(0, 0),
            new Age(10, 0),
            new Age(30, 20),
            new Age(30, 10),
            new Age(50, 30),
            new Age(50, 0),
            new Age(100, 0));
  }

  @Test
  void aNewerEventMakesOlderOnesUnnecessary() {
    assertThat(ages(List.of(10L, 20L), List.of(60L, 30L)))
        .containsExactly(
            new Age(0, 0), new Age(10, 0), new Age(30, 20), new Age(30, 0), new Age(100, 0));
  }

  @Test
  void whatNeverCameIsMissingToTheEnd() {
    assertThat(ages(List.of(10L), List.of(SamplePath.NEVER)))
        .containsExactly(new Age(0, 0), new Age(10, 0), new Age(100, 90));
  }

  @Test
  void whatCameAfterwardsIsMissingToTheEndAsWell() {
    assertThat(ages(List.of(10L), List.of(150L)))
        .containsExactly(new Age(0, 0), new Age(10, 0), new Age(100, 90));
  }
}
