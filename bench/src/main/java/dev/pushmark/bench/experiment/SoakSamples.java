package dev.pushmark.bench.experiment;

import dev.pushmark.bench.lab.LabListener;
import dev.pushmark.bench.lab.observation.ServerSample;
import dev.pushmark.bench.lab.observation.ServerSampler;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.store.Json;
import dev.pushmark.scenarios.gatling.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Looks at the server at the end of each cycle of a round, and when a round's subscribers have
 * gone; tells another listener the same that it is told. Samples are on the disk once taken.
 */
final class SoakSamples implements LabListener, AutoCloseable {
  private static final String FILE = "samples.json";

  /** For the server to notice that everybody has gone. */
  private static final long SETTLE_SECONDS = 3;

  private final ServerSampler sampler;
  private final Path folder;
  private final LabListener other;
  private final List<ServerSample> taken = new ArrayList<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread daemon = new Thread(task, "soak-samples");
            daemon.setDaemon(true);
            return daemon;
          });
  private final List<Future<ServerSample>> coming = new ArrayList<>();
  private String transport = "";
  private int next;

  SoakSamples(ServerSampler sampler, Path folder, LabListener other) {
    this.sampler = sampler;
    this.folder = folder;
    this.other = other;
  }

  /** Takes one now. */
  ServerSample take(String with) throws IOException {
    ServerSample sample = sampler.take(with);
    synchronized (taken) {
      taken.add(sample);
      Json.write(folder.resolve(FILE), taken);
    }
    return sample;
  }

  /**
   * All of them, in order.
   *
   * @throws IOException if one could not be taken
   */
  List<ServerSample> taken() throws IOException, InterruptedException {
    for (Future<ServerSample> each : List.copyOf(coming)) {
      try {
        each.get();
      } catch (ExecutionException e) {
        throw new IOException("the server could not be looked at: " + e.getCause(), e);
      }
    }
    synchronized (taken) {
      return List.copyOf(taken);
    }
  }

  private void soon(String with, long seconds) {
    coming.add(
        thread.submit(
            () -> {
              TimeUnit.SECONDS.sleep(seconds);
              return take(with);
            }));
  }

  @Override
  public void runBegins(Plan plan, List<String> notes) {
    other.runBegins(plan, notes);
  }

  @Override
  public synchronized void roundBegins(int block, int attempt, String of) {
    transport = of;
    next = 0;
    other.roundBegins(block, attempt, of);
  }

  @Override
  public synchronized void progress(Progress progress) {
    if (progress.phase() == Progress.Phase.MEASUREMENT
        && progress.phaseSeconds() >= Soak.sampleAt(next).toMillis() / 1e3) {
      soon(transport, 0);
      next++;
    }
    other.progress(progress);
  }

  /** Returns when the server has been looked at, so that nobody comes before that. */
  @Override
  public void roundEnds(Round round, Map<Metric, List<Histogram>> histograms) {
    Future<ServerSample> last;
    synchronized (this) {
      soon("", SETTLE_SECONDS);
      last = coming.get(coming.size() - 1);
    }
    try {
      last.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      // Told when all samples are asked for.
    }
    other.roundEnds(round, histograms);
  }

  @Override
  public void roundsAreRepeated(int block, int attempt, List<String> transports) {
    other.roundsAreRepeated(block, attempt, transports);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
