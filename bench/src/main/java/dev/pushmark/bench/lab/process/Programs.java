package dev.pushmark.bench.lab.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Programs that may or may not be installed. */
public final class Programs {
  private Programs() {}

  /** Whether a program of this name is on the search path. */
  public static boolean isInstalled(String name) {
    String path = System.getenv("PATH");
    return path != null
        && List.of(path.split(File.pathSeparator, -1)).stream()
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }
}
