package dev.pushmark.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.bench.experiment.Experiment;
import dev.pushmark.bench.experiment.Experiments;
import dev.pushmark.bench.lab.Conclusion;
import dev.pushmark.bench.plan.BadPlanException;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimVerdict;
import dev.pushmark.results.model.ClaimVerdict.Answer;
import dev.pushmark.results.model.Environment;
import dev.pushmark.results.model.ExperimentRun;
import dev.pushmark.results.model.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentCommandTest {
  private static final Environment SOMEWHERE =
      new Environment(
          "0123", "CPU", 2, 1, "Linux", "cubic", "17", "", "", false, List.of(), List.of(), 0, 0);

  private static ExperimentRun run(Answer answer, List<String> unmeasured) {
    ClaimFigure figure =
        new ClaimFigure(
            "SSE",
            "sse",
            "p50",
            ClaimFigure.Unit.NUMBER,
            ClaimFigure.Kind.MEASURED,
            1.0,
            null,
            null,
            1,
            1);
    return new ExperimentRun(
        ExperimentRun.SCHEMA_VERSION,
        "1",
        "unknown",
        List.of("./pushmark"),
        Experiments.names().get(0),
        "Why?",
        true,
        Instant.EPOCH,
        Instant.EPOCH,
        Run.State.COMPLETE,
        SOMEWHERE,
        List.of(new ExperimentRun.Part("push", "done", 2, 2, unmeasured)),
        List.of(
            new ClaimVerdict("C1", "taught", answer, "said", "rule", List.of(figure), List.of())),
        List.of());
  }

  @Test
  void theListFitsAHundredColumnsAndNamesEveryExperimentAndClaim() throws BadPlanException {
    String list = ExperimentList.of(Experiments.all(), 1);
    assertThat(list.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    for (Experiment experiment : Experiments.all()) {
      assertThat(list).contains(experiment.description().name());
      experiment.description().claims().forEach(claim -> assertThat(list).contains(claim.name()));
    }
  }

  @Test
  void aFailingInstrumentWeighsMoreThanWhatCannotBeTold() {
    ExperimentRun told = run(Answer.DOES_NOT_HOLD, List.of());
    ExperimentRun untold = run(Answer.CANNOT_BE_TOLD, List.of());
    ExperimentRun failing = run(Answer.CANNOT_BE_TOLD, List.of("sse"));
    assertThat(ExperimentCommand.exitCode(List.of(told))).isEqualTo(Conclusion.DONE);
    assertThat(ExperimentCommand.exitCode(List.of(told, untold)))
        .isEqualTo(Conclusion.INCONCLUSIVE);
    assertThat(ExperimentCommand.exitCode(List.of(untold, failing, told)))
        .isEqualTo(Conclusion.INVALID);
  }

  @Test
  void theIndexIsThereFromTheBeginningAndSaysWhatIsStillToCome(@TempDir Path folder)
      throws IOException {
    ExperimentIndex index = ExperimentIndex.begin(folder, Experiments.all());
    Path page = folder.resolve(ExperimentIndex.PAGE);
    assertThat(Files.readString(page)).contains(">incomplete<", ">not measured yet<");
    index.ended(run(Answer.DOES_NOT_HOLD, List.of()));
    assertThat(Files.readString(page))
        .contains(
            ">incomplete<",
            ">does not hold<",
            "href=\"" + Experiments.names().get(0) + "/experiment.html\"");
  }
}
