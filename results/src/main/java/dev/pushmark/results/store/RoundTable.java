package dev.pushmark.results.store;

import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.compare.RoundFigures;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Round;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * {@code rounds.csv}: one row per round. After the round's own columns follow its percentiles of
 * the delivery latency and {@link DerivedColumns}, for people with a spreadsheet; they are derived
 * and not read back.
 */
final class RoundTable {
  private final Path file;

  RoundTable(Path file) {
    this.file = file;
  }

  /** What could be read, and whether the file ended where a row ends. */
  record Content(List<Round> rounds, boolean whole) {}

  void create() throws IOException {
    List<String> names = new ArrayList<>(RoundColumns.names());
    for (Percentile percentile : Percentile.values()) {
      names.add(percentile.text() + "Ns");
    }
    names.add("maxNs");
    names.addAll(DerivedColumns.names());
    Durable.append(file, Csv.row(names).getBytes(StandardCharsets.UTF_8));
  }

  void add(Round round, Map<Metric, List<Histogram>> histograms) throws IOException {
    List<String> cells = new ArrayList<>(RoundColumns.cells(round));
    RoundFigures figures =
        TransportFigures.of(round.transport(), List.of(round), Map.of(round.id(), histograms))
            .rounds()
            .get(0);
    for (Percentile percentile : Percentile.values()) {
      cells.add(ns(figures.latencyNs(percentile)));
    }
    cells.add(ns(figures.maxLatencyNs()));
    cells.addAll(DerivedColumns.cells(histograms));
    Durable.append(file, Csv.row(cells).getBytes(StandardCharsets.UTF_8));
  }

  private static String ns(Optional<Double> value) {
    return value.map(ns -> Long.toString(Math.round(ns))).orElse("");
  }

  Content read() throws IOException {
    if (!Files.exists(file)) {
      return new Content(List.of(), false);
    }
    // A row torn inside a character is not valid UTF-8, which this way of decoding puts up with.
    Csv.Rows read = Csv.read(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    List<List<String>> rows = read.rows();
    if (rows.isEmpty()) {
      return new Content(List.of(), false);
    }
    List<String> header = rows.get(0);
    List<Round> rounds = new ArrayList<>();
    for (List<String> row : rows.subList(1, rows.size())) {
      if (row.size() != header.size()) {
        throw new UnreadableException(
            file
                + ": row "
                + (rounds.size() + 2)
                + " must have "
                + header.size()
                + " cells, had "
                + row.size());
      }
      Map<String, String> cells = new HashMap<>();
      for (int i = 0; i < row.size(); i++) {
        cells.put(header.get(i), row.get(i));
      }
      rounds.add(RoundColumns.round(cells, file + ", row " + (rounds.size() + 2)));
    }
    return new Content(List.copyOf(rounds), read.whole());
  }
}
