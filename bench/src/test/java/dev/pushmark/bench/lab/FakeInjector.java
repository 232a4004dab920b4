package dev.pushmark.bench.lab;

import dev.pushmark.results.store.HistogramLog;
import dev.pushmark.results.store.Json;
import dev.pushmark.scenarios.gatling.Injector;
import dev.pushmark.scenarios.gatling.Progress;
import dev.pushmark.scenarios.gatling.RoundSpec;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An injector that injects nothing; the workload's name says how it behaves. */
final class FakeInjector {
  static final long BUSY_NS = 500_000_000L;

  private FakeInjector() {}

  public static void main(String[] words) throws IOException, InterruptedException {
    RoundSpec spec = Json.read(Path.of(words[0]), RoundSpec.class);
    System.out.println("noise of a library");
    say(Progress.Phase.CONNECTING);
    say(Progress.Phase.WARMUP);
    say(Progress.Phase.MEASUREMENT);
    RoundBuilder round = new RoundBuilder();
    switch (spec.plan().workload().name()) {
      case "good" -> {}
      case "with-token" -> {
        if (!"s3cret.token".equals(System.getenv("PUSHMARK_TOKEN"))) {
          System.err.println("no token in the environment");
          System.exit(1);
        }
      }
      case "refused" -> {
        System.err.println("subscribing was answered with 401 Unauthorized; no token was shown");
        System.exit(Injector.REFUSED);
      }
      case "slow" -> {
        beBusy();
        say(Progress.Phase.DRAIN);
        new CountDownLatch(1).await(5, TimeUnit.SECONDS);
      }
      case "lossy" -> round.lost = 1;
      case "damaged" -> round.damaged = 1;
      case "crash" -> {
        System.err.println("out of luck");
        System.exit(9);
      }
      case "crash-server" -> {
        new Socket(spec.url().getHost(), spec.url().getPort()).close();
        new CountDownLatch(1).await();
      }
      case "hang" -> new CountDownLatch(1).await();
      case "silent" -> System.exit(0);
      default -> throw new IllegalArgumentException("no such behaviour");
    }
    say(Progress.Phase.DRAIN);
    Json.write(spec.out().resolve("injection.json"), round.injection());
    HistogramLog.append(spec.out().resolve("injection.hlog"), spec.roundId(), round.histograms());
    say(Progress.Phase.DONE);
  }

  private static void beBusy() {
    var threads = ManagementFactory.getThreadMXBean();
    long end = threads.getCurrentThreadCpuTime() + BUSY_NS;
    long rounds = 0;
    while (threads.getCurrentThreadCpuTime() < end) {
      rounds++;
    }
    System.out.println("was busy for " + rounds);
  }

  private static void say(Progress.Phase phase) {
    System.out.println(
        "pushmark-injector " + Json.line(new Progress(phase, 0, 1, 10, 1_000, 10_000, 1, 2)));
    System.out.flush();
  }
}
