package dev.pushmark.bench.cli;

import dev.pushmark.bench.calibration.Calibrator;
import dev.pushmark.bench.calibration.Measured;
import dev.pushmark.bench.lab.ChildCommands;
import dev.pushmark.bench.lab.Folders;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.results.compare.CalibrationVerdict;
import dev.pushmark.results.model.Calibrated;
import dev.pushmark.results.model.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A look at the instrument before a run: whatever comes of it, the run goes on. */
final class BriefCalibration {
  private BriefCalibration() {}

  /**
   * Calibrates for a few seconds, with transports of the plan.
   *
   * @throws Children.ClosedException if the program is ending
   */
  static Calibrated of(Children children, ChildCommands commands, Plan plan)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("pushmark-calibration");
    try {
      Measured measured =
          new Calibrator(children, commands)
              .measure(
                  Calibrator.Asked.brief(plan.transports(), plan.seed()), folder, begins -> {});
      return CalibrationVerdict.of(measured.costs(), measured.takes()).brief();
    } catch (Children.ClosedException e) {
      throw e;
    } catch (IOException e) {
      return new Calibrated(
          false, List.of("The instrument could not be calibrated: " + e.getMessage() + "."));
    } finally {
      Folders.delete(folder);
    }
  }
}
