package dev.pushmark.bench.lab;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.lab.observation.Machine;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.bench.lab.witness.Bias;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Runs a round for the sake of the injector's class archive (AppCDS), which takes two to three CPU
 * seconds off every later start of an injector. The archive changes how fast classes are loaded,
 * not how they run.
 */
public final class Rehearsal {
  private final Children children;
  private final Machine machine;
  private final Clock clock;

  /** The children stay the caller's to close. */
  public Rehearsal(Children children, Machine machine, Clock clock) {
    this.children = children;
    this.machine = machine;
    this.clock = clock;
  }

  /**
   * Writes the archive.
   *
   * @param commands whose injectors shall start faster
   * @param plan short, of one transport
   * @param archive replaced if it is there
   * @throws IOException if there is none after the rehearsal
   */
  public void write(ChildCommands commands, Plan plan, Path archive)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("pushmark-rehearsal");
    try {
      Path written = folder.resolve("written.jsa");
      Outcome outcome =
          new RoundRunner(children, commands.archivingTo(written), machine, clock, plan, Bias.NONE)
              .run(
                  new Slot(1, 1, 1, plan.transports().get(0), clock.now()),
                  plan.seed(),
                  folder,
                  progress -> {})
              .outcome();
      // How the round was judged does not matter, as long as it got to its end.
      if (!Files.exists(written)) {
        throw new IOException("no class archive was written: " + outcome);
      }
      Files.copy(written, archive, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Folders.delete(folder);
    }
  }
}
