package dev.pushmark.bench.calibration;

import dev.pushmark.bench.lab.ChildCommands;
import dev.pushmark.bench.lab.process.Awake;
import dev.pushmark.bench.lab.process.ChildProcess;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.results.model.Calibration;
import dev.pushmark.results.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Starts a {@link CalibrationProcess} on the cores and with the flags of an injector. */
public final class Calibrator {
  private final Children children;
  private final ChildCommands commands;

  /** The children stay the caller's to close. */
  public Calibrator(Children children, ChildCommands commands) {
    this.children = children;
    this.commands = commands;
  }

  /** All patterns there are. */
  public static List<String> patterns() {
    return Pattern.names();
  }

  /** What a pattern is, in a few words. */
  public static String describe(String pattern) {
    return Pattern.named(pattern).description();
  }

  /**
   * Calibrates.
   *
   * @param folder holds the exchange of the processes meanwhile; must exist
   * @param progress is told what begins, on a thread of its own
   * @throws IOException saying why it could not be done
   * @throws Children.ClosedException if the program is ending
   */
  public Measured measure(Asked asked, Path folder, Consumer<String> progress)
      throws IOException, InterruptedException {
    Path home = folder.toAbsolutePath();
    Json.write(home.resolve(CalibrationProcess.SPEC), asked.spec(server()));
    Awake awake = Awake.keep(children, commands.pinning(), asked.bound());
    try (ChildProcess child =
        children.start(
            "calibration",
            home,
            process(home),
            line -> {
              if (line.startsWith(CalibrationProcess.MARK)) {
                progress.accept(line.substring(CalibrationProcess.MARK.length()));
              }
            })) {
      int code = child.onExit().get(asked.bound().toSeconds(), TimeUnit.SECONDS);
      children.requireOpen();
      if (code != 0) {
        throw new IOException("calibration ended with exit code " + code + lastWords(child));
      }
      return Json.read(home.resolve(CalibrationProcess.MEASURED), Measured.class);
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    } catch (TimeoutException e) {
      throw new IOException("it did not end within " + asked.bound().toSeconds() + " s", e);
    } finally {
      awake.close();
      Files.deleteIfExists(home.resolve(CalibrationProcess.SPEC));
      Files.deleteIfExists(home.resolve(CalibrationProcess.MEASURED));
    }
  }

  private static String lastWords(ChildProcess child) {
    return child.errors().stream()
        .filter(line -> line.startsWith("Exception in thread"))
        .findFirst()
        .map(line -> ": " + line.replaceFirst("^[^:]*: ", ""))
        .orElse("");
  }

  private List<String> server() {
    List<String> words = new ArrayList<>(commands.pinning().prefix(commands.pinning().server()));
    words.add(commands.java().toString());
    words.addAll(commands.flags().server());
    words.addAll(
        List.of(
            "-cp",
            commands.classPath(),
            commands.serverMain(),
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--event-loops",
            Integer.toString(commands.pinning().server().count())));
    return words;
  }

  private List<String> process(Path folder) {
    List<String> words = new ArrayList<>(commands.pinning().prefix(commands.pinning().injector()));
    words.add(commands.java().toString());
    words.addAll(commands.flags().injector());
    words.addAll(
        List.of(
            "-cp", commands.classPath(), CalibrationProcess.class.getName(), folder.toString()));
    return words;
  }

  /**
   * What is asked of a calibration.
   *
   * @param transports over which
   * @param patterns of them
   * @param events of each take
   * @param repetitions of the pattern that is repeated
   * @param seed of all random delays
   * @param shared whether all transports share a server, which saves the time to start others
   * @param bound how long it may take
   */
  public record Asked(
      List<String> transports,
      List<String> patterns,
      int events,
      int repetitions,
      long seed,
      boolean shared,
      Duration bound) {
    private static final Duration NO_HURRY = Duration.ofDays(7);
    private static final int BRIEF_EVENTS = 250;
    private static final int BRIEF_REPETITIONS = 3;
    private static final int BRIEF_TRANSPORTS = 5;
    private static final Duration BRIEF_BOUND = Duration.ofSeconds(12);

    public Asked {
      transports = List.copyOf(transports);
      patterns = List.copyOf(patterns);
    }

    /** As thorough as one likes, each transport with a fresh server. */
    public static Asked thorough(
        List<String> transports, List<String> patterns, int events, int repetitions, long seed) {
      return new Asked(transports, patterns, events, repetitions, seed, false, NO_HURRY);
    }

    /** A few seconds, before something else; the first transports only where there are many. */
    public static Asked brief(List<String> transports, long seed) {
      return new Asked(
          transports.subList(0, Math.min(transports.size(), BRIEF_TRANSPORTS)),
          List.of(Calibration.REPEATED, "exponential", "disorder"),
          BRIEF_EVENTS,
          BRIEF_REPETITIONS,
          seed,
          true,
          BRIEF_BOUND);
    }

    Spec spec(List<String> server) {
      return new Spec(transports, patterns, events, repetitions, seed, shared, server);
    }
  }
}
