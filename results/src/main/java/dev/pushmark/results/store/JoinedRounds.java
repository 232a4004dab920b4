package dev.pushmark.results.store;

import dev.pushmark.results.model.SweepRun;
import dev.pushmark.results.model.SweepRun.Leg;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code rounds.csv} of a sweep: the rows of all its runs, before each of them a column with where
 * its network stands: {@code rttNs}, {@code bandwidthBytesPerSecond} or {@code lossShare}.
 */
public final class JoinedRounds {
  /** The file's name, which is that of each run's own. */
  public static final String FILE = "rounds.csv";

  private JoinedRounds() {}

  /** Writes it; durable when it returns. The runs have ended. */
  public static void write(Path folder, SweepRun run) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Leg leg : run.legs()) {
      Path file = folder.resolve(leg.folder()).resolve(FILE);
      List<List<String>> rows = Csv.read(Files.readString(file)).rows();
      if (text.isEmpty()) {
        text.append(row(SweepCsv.column(run.along()), rows.get(0)));
      }
      String value = SweepCsv.number(leg.value());
      rows.stream().skip(1).forEach(cells -> text.append(row(value, cells)));
    }
    Durable.replace(folder.resolve(FILE), text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String row(String first, List<String> others) {
    List<String> cells = new ArrayList<>(List.of(first));
    cells.addAll(others);
    return Csv.row(cells);
  }
}
