package dev.pushmark.bench.lab;

import dev.pushmark.bench.lab.observation.RoundWatch;
import dev.pushmark.bench.lab.process.ChildProcess;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.results.store.Json;
import dev.pushmark.scenarios.gatling.Injector;
import dev.pushmark.scenarios.gatling.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongFunction;

/**
 * An injector of ours. What it announces is heard on the thread that reads its output, so that the
 * processes are looked at when a phase begins, not when somebody gets round to it.
 */
final class InjectorProcess implements AutoCloseable {
  private static final long GLANCE_MS = 500;

  private final ChildProcess child;
  private final CompletableFuture<RoundWatch> watch;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "glances");
            thread.setDaemon(true);
            return thread;
          });
  private final Announcements announcements;

  private InjectorProcess(
      ChildProcess child, CompletableFuture<RoundWatch> watch, Announcements announcements) {
    this.child = child;
    this.watch = watch;
    this.announcements = announcements;
  }

  /**
   * Starts it.
   *
   * @param onServerWish is given what it wishes for the server's process, and what takes the line
   *     that answers
   */
  static InjectorProcess start(
      Children children,
      List<String> command,
      Map<String, String> secrets,
      Path folder,
      LongFunction<RoundWatch> watcher,
      IntConsumer onSeatReady,
      BiConsumer<String, Consumer<String>> onServerWish,
      Consumer<Progress> onProgress)
      throws IOException {
    CompletableFuture<RoundWatch> watch = new CompletableFuture<>();
    CompletableFuture<ChildProcess> itself = new CompletableFuture<>();
    Announcements announcements =
        new Announcements(
            watch,
            onSeatReady,
            wish ->
                onServerWish.accept(
                    wish,
                    answer -> {
                      var unused = itself.thenAccept(process -> process.tell(answer));
                    }),
            onProgress);
    ChildProcess child = children.start("injector", folder, command, secrets, announcements);
    itself.complete(child);
    InjectorProcess injector = new InjectorProcess(child, watch, announcements);
    watch.complete(watcher.apply(child.pid()));
    injector.timer.scheduleAtFixedRate(
        injector.watch()::glance, GLANCE_MS, GLANCE_MS, TimeUnit.MILLISECONDS);
    return injector;
  }

  /** Hears what the injector says. */
  private static final class Announcements implements Consumer<String> {
    private final CompletableFuture<RoundWatch> watch;
    private final IntConsumer onSeatReady;
    private final Consumer<String> onServerWish;
    private final Consumer<Progress> onProgress;
    private volatile Progress.@org.jspecify.annotations.Nullable Phase phase;

    Announcements(
        CompletableFuture<RoundWatch> watch,
        IntConsumer onSeatReady,
        Consumer<String> onServerWish,
        Consumer<Progress> onProgress) {
      this.watch = watch;
      this.onSeatReady = onSeatReady;
      this.onServerWish = onServerWish;
      this.onProgress = onProgress;
    }

    @Override
    public void accept(String line) {
      int seat = Injector.seatReady(line);
      if (seat >= 0) {
        onSeatReady.accept(seat);
      }
      Injector.serverWish(line).ifPresent(onServerWish);
      if (!line.startsWith(Progress.PREFIX)) {
        return;
      }
      try {
        Progress progress = Json.parse(line.substring(Progress.PREFIX.length()), Progress.class);
        if (progress.phase() != phase) {
          phase = progress.phase();
          begins(progress.phase(), watch.join());
        }
        onProgress.accept(progress);
      } catch (IOException notFromTheInjector) {
        // A library's log line that happens to begin like ours; a true one missing shows as usage
        // that was not seen.
      }
    }

    private static void begins(Progress.Phase phase, RoundWatch watch) {
      switch (phase) {
        case CONNECTING -> watch.beforeSubscribers();
        case MEASUREMENT -> watch.measurementBegins();
        case DRAIN -> watch.measurementEnds();
        case WARMUP, DONE -> watch.glance();
      }
    }
  }

  ChildProcess child() {
    return child;
  }

  RoundWatch watch() {
    return watch.join();
  }

  /** The phase it announced last, as a word of a sentence. */
  String phase() {
    Progress.Phase phase = announcements.phase;
    return phase == null ? "start-up" : phase.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    child.close();
  }
}
