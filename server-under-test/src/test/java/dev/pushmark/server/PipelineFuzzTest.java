package dev.pushmark.server;

import dev.pushmark.server.fuzz.CaseMaker;
import dev.pushmark.server.fuzz.FuzzCase;
import dev.pushmark.server.fuzz.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the fuzzer begins with holds. */
@ExtendWith(LeakCheck.class)
class PipelineFuzzTest {
  private static final int CASES = 500;

  /** Small ones are mutated best. */
  private static final int MOST_BYTES = 2_000;

  private static final CaseMaker MAKER =
      new CaseMaker(1, new Scene(Collections.nCopies(Scene.ROOMS.size(), PipelineFuzz.EPOCH), ""));

  @Test
  void theSameIsAnsweredInHoweverManyPackets() {
    for (int number = 0; number < CASES; number++) {
      FuzzCase fuzz = MAKER.make(number);
      try {
        PipelineFuzz.fuzzerTestOneInput(fuzz.sent());
      } catch (Exception | AssertionError e) {
        throw new AssertionError(fuzz.toString(), e);
      }
    }
  }

  /** Lays out a folder for the fuzzer: what it begins with, and room for what it finds. */
  public static void main(String[] folder) throws IOException {
    Files.createDirectories(Path.of(folder[0], "corpus"));
    Path seeds = Files.createDirectories(Path.of(folder[0], "seeds"));
    for (int number = 0; number < CASES; number++) {
      byte[] sent = MAKER.make(number).sent();
      if (sent.length <= MOST_BYTES) {
        Files.write(seeds.resolve("case-" + number), sent);
      }
    }
  }
}
