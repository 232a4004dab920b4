package dev.pushmark.bench.lab;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.Children;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A run as a process of its own, whose injector never ends; says "measuring" when it has begun. */
final class HangingRun {
  private HangingRun() {}

  public static void main(String[] words) throws IOException, InterruptedException {
    Story story = new Story();
    Thread herald =
        new Thread(
            () -> {
              try {
                story.measuring.await();
                System.out.println("measuring");
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    herald.setDaemon(true);
    herald.start();
    try (Children children = new Children()) {
      new Lab(children, Fakes.commands(), new Machine(), Clock.system(), story)
          .run(RoundBuilder.plan("hang", List.of("sse"), 1), Fakes.PROVENANCE, Path.of(words[0]));
    } catch (Children.ClosedException e) {
      System.out.println("given up");
    }
  }
}
