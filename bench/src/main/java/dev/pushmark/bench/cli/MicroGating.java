package dev.pushmark.bench.cli;

import dev.pushmark.bench.gate.Jmh;
import dev.pushmark.bench.gate.JmhFile;
import dev.pushmark.bench.gate.MicroGate;
import dev.pushmark.bench.gate.MicroSide;
import dev.pushmark.bench.gate.NullGates;
import dev.pushmark.bench.lab.EnvironmentProbe;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.bench.plan.BadPlanException;
import dev.pushmark.bench.plan.MicroPlanner;
import dev.pushmark.results.model.Benchmark;
import dev.pushmark.results.model.GateRun;
import dev.pushmark.results.model.MicroPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What {@code gate --micro} does: looks for the benchmarks of both sides, plans, measures. */
final class MicroGating {
  private static final String ALL = ".*";

  private final CommandLine line;
  private final Measuring measuring;
  private final @Nullable String regex;
  private final boolean anyEnvironment;
  private final boolean nullGate;

  /**
   * Of a command.
   *
   * @param line blamed for what is wrong
   * @param regex which benchmarks; null for those of the plan, or all
   */
  MicroGating(
      CommandLine line,
      Measuring measuring,
      @Nullable String regex,
      boolean anyEnvironment,
      boolean nullGate) {
    this.line = line;
    this.measuring = measuring;
    this.regex = regex;
    this.anyEnvironment = anyEnvironment;
    this.nullGate = nullGate;
  }

  /**
   * Holds the gate.
   *
   * @param folder the gate's folder; does not exist yet
   * @throws Children.ClosedException if the program is ending
   */
  GateRun hold(String was, String is, MicroPlanner.Request request, Path folder)
      throws IOException, BadPlanException {
    boolean same = was.equals(is);
    MicroSide candidate = side("--candidate", is);
    MicroSide baseline = same ? candidate : side("--baseline", was);
    requireComparable(baseline, candidate);
    Machine machine = new Machine();
    MicroProgress progress = new MicroProgress(System.err, measuring.clock());
    try (Children children = new Children()) {
      Jmh jmh = jmh(children, request.options());
      Set<Benchmark> found = new LinkedHashSet<>();
      if (!same) {
        found.addAll(benchmarks(jmh, "--baseline", baseline));
      }
      found.addAll(benchmarks(jmh, "--candidate", candidate));
      MicroPlan plan = MicroPlanner.resolve(List.copyOf(found), request);
      if (!nullGate) {
        String here = MicroGate.environment(new EnvironmentProbe(machine), machine).id();
        NullGates nullGates = NullGates.in(Build.home().resolve("results/runs"));
        plan = plan.with(nullGates.raised(plan.cells(), here));
      }
      Interruption interruption = new Interruption(() -> progress.interrupted(folder));
      try {
        return new MicroGate(jmh, machine, measuring.clock(), progress)
            .run(plan, baseline, candidate, measuring.provenance(null), folder);
      } finally {
        interruption.cancel();
      }
    }
  }

  private MicroSide side(String option, String text) {
    try {
      return MicroSide.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(line, option + " " + e.getMessage(), e);
    }
  }

  private Jmh jmh(Children children, List<String> options) {
    try {
      return new Jmh(children, options);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(line, String.valueOf(e.getMessage()), e);
    }
  }

  /** What was measured elsewhere, or on another JVM, differs by that already. */
  private void requireComparable(MicroSide baseline, MicroSide candidate) {
    if (candidate instanceof MicroSide.Stored && !(baseline instanceof MicroSide.Stored)) {
      throw new ParameterException(
          line,
          "--candidate must not be a file of results unless --baseline is one, was "
              + candidate.text());
    }
    List<JmhFile> stored =
        Stream.of(baseline, candidate)
            .filter(MicroSide.Stored.class::isInstance)
            .map(side -> ((MicroSide.Stored) side).results())
            .toList();
    if (stored.isEmpty() || anyEnvironment) {
      return;
    }
    Set<String> expected = stored.size() == 2 ? stored.get(1).jvms() : Set.of(JmhFile.ownJvm());
    if (!stored.get(0).jvms().equals(expected)) {
      throw new ParameterException(
          line,
          "%s must be of %s, was of %s; --any-environment compares nevertheless"
              .formatted(
                  stored.get(0).path(),
                  String.join(" and ", expected),
                  String.join(" and ", stored.get(0).jvms())));
    }
  }

  private List<Benchmark> benchmarks(Jmh jmh, String option, MicroSide side) throws IOException {
    String written = regex == null ? ALL : regex;
    Pattern pattern = pattern(written);
    List<Benchmark> found;
    if (side instanceof MicroSide.Started started) {
      try {
        found = jmh.list(started, pattern.pattern());
      } catch (IllegalArgumentException e) {
        throw new ParameterException(line, option + " " + e.getMessage(), e);
      }
    } else {
      found =
          ((MicroSide.Stored) side)
              .results().benchmarks().stream()
                  .filter(benchmark -> pattern.matcher(benchmark.name()).find())
                  .toList();
    }
    if (found.isEmpty()) {
      throw new ParameterException(
          line,
          "--benchmarks must match a benchmark of %s %s, was %s"
              .formatted(option, side.text(), written));
    }
    return found;
  }

  private Pattern pattern(String written) {
    try {
      return Pattern.compile("(?i)" + written);
    } catch (PatternSyntaxException e) {
      throw new ParameterException(
          line, "--benchmarks must be a regular expression, was " + written, e);
    }
  }
}
