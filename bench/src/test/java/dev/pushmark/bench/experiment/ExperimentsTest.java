package dev.pushmark.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.bench.plan.BadPlanException;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.model.ClaimVerdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExperimentsTest {
  static List<Arguments> forms() {
    List<Arguments> forms = new ArrayList<>();
    for (Experiment experiment : Experiments.all()) {
      forms.add(Arguments.of(experiment.description().name(), new Form(true, 7)));
      forms.add(Arguments.of(experiment.description().name(), new Form(false, 7)));
    }
    return forms;
  }

  @ParameterizedTest
  @MethodSource("forms")
  void allRunsOfAnExperimentAreMeasuredWithTheSameSeedInFoldersOfTheirOwn(String name, Form form)
      throws BadPlanException {
    List<Step> steps = Experiments.named(name).orElseThrow().steps(form);
    assertThat(steps).extracting(step -> step.plan().seed()).containsOnly(form.seed());
    assertThat(steps).extracting(Step::folder).doesNotHaveDuplicates();
    assertThat(steps).hasSizeGreaterThan(1);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void whatHasNoValidRoundCannotBeToldOfAnyClaim(String name, Form form) throws BadPlanException {
    Experiment experiment = Experiments.named(name).orElseThrow();
    List<Measured> measured = new ArrayList<>();
    for (Step step : experiment.steps(form)) {
      Map<String, TransportFigures> nothing = new LinkedHashMap<>();
      for (String transport : step.plan().transports()) {
        nothing.put(transport, TransportFigures.of(transport, List.of(), Map.of()));
      }
      measured.add(new Measured(step, nothing));
    }
    Experiment.Conclusions conclusions = experiment.conclude(measured);
    assertThat(conclusions.verdicts())
        .extracting(ClaimVerdict::claim)
        .containsExactlyElementsOf(
            experiment.description().claims().stream().map(Enum::name).toList());
    assertThat(conclusions.verdicts())
        .extracting(ClaimVerdict::answer)
        .containsOnly(ClaimVerdict.Answer.CANNOT_BE_TOLD);
    assertThat(conclusions.pictures()).isNotEmpty();
  }
}
