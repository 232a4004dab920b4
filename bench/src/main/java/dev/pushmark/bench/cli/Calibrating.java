package dev.pushmark.bench.cli;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.calibration.Calibrator;
import dev.pushmark.bench.calibration.Measured;
import dev.pushmark.bench.lab.ChildCommands;
import dev.pushmark.bench.lab.EnvironmentProbe;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.bench.lab.process.Pinning;
import dev.pushmark.results.compare.CalibrationVerdict;
import dev.pushmark.results.model.Calibration;
import dev.pushmark.results.report.HtmlPage;
import dev.pushmark.results.store.RecordFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What {@code calibrate} does: measure, keep, print. */
final class Calibrating {
  private final Terminal terminal;
  private final Clock clock;
  private final List<String> words;

  /** The words are the command as typed, without the program's name. */
  Calibrating(Terminal terminal, Clock clock, List<String> words) {
    this.terminal = terminal;
    this.clock = clock;
    this.words = List.copyOf(words);
  }

  Clock clock() {
    return clock;
  }

  Calibration calibrate(Calibrator.Asked asked, CoreOptions cores, OutputOptions output)
      throws IOException, InterruptedException {
    Instant now = clock.now();
    Path folder = Measuring.folder(output, "calibration", now);
    RecordFolder.CALIBRATION.create(folder);
    Machine machine = new Machine();
    EnvironmentProbe probe = new EnvironmentProbe(machine);
    Pinning pinning = cores.pinning(machine);
    ChildCommands commands = ChildCommands.ours(pinning);
    try (Children children = new Children()) {
      Measured measured = new Calibrator(children, commands).measure(asked, folder, this::progress);
      List<String> command = new ArrayList<>(List.of("pushmark"));
      command.addAll(words);
      Calibration calibration =
          new Calibration(
              Calibration.SCHEMA_VERSION,
              Build.version(),
              Build.commit(),
              command,
              now,
              asked.seed(),
              asked.events(),
              probe.environment(pinning, commands.flags()),
              measured.costs(),
              measured.takes());
      RecordFolder.CALIBRATION.write(folder, calibration, HtmlPage.of(calibration));
      return calibration;
    }
  }

  private void progress(String what) {
    System.err.println("Calibrating: " + what);
  }

  /** Prints what was found and returns whether the instrument is sound. */
  boolean print(Calibration calibration, OutputOptions output) {
    Path folder = Measuring.folder(output, "calibration", calibration.startedAt());
    Findings.of(calibration, Measuring.shown(folder)).conclude(output.format(), terminal.columns());
    return CalibrationVerdict.of(calibration).sound();
  }
}
