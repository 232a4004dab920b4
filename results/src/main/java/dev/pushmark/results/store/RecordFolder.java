package dev.pushmark.results.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pushmark.results.model.Calibration;
import dev.pushmark.results.model.CostRun;
import dev.pushmark.results.model.ExperimentRun;
import dev.pushmark.results.model.GateRun;
import dev.pushmark.results.model.SweepRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder that holds one record, perhaps a page that shows it, and their checksums.
 *
 * @param <T> what kind of record
 */
public final class RecordFolder<T> {
  /** The folder of a calibration. */
  public static final RecordFolder<Calibration> CALIBRATION =
      new RecordFolder<>("calibration.json", Calibration.class, Calibration.SCHEMA_VERSION);

  /** The folder of what transports cost. */
  public static final RecordFolder<CostRun> COST =
      new RecordFolder<>("cost.json", CostRun.class, CostRun.SCHEMA_VERSION);

  /** The folder of a gate. */
  public static final RecordFolder<GateRun> GATE =
      new RecordFolder<>("gate.json", GateRun.class, GateRun.SCHEMA_VERSION);

  /** The folder of an experiment, beside the folders of its runs. */
  public static final RecordFolder<ExperimentRun> EXPERIMENT =
      new RecordFolder<>("experiment.json", ExperimentRun.class, ExperimentRun.SCHEMA_VERSION);

  /** The folder of a comparison over several networks, beside the folders of its runs. */
  public static final RecordFolder<SweepRun> SWEEP =
      new RecordFolder<>("sweep.json", SweepRun.class, SweepRun.SCHEMA_VERSION);

  private final String name;
  private final Class<T> type;
  private final int newest;

  private RecordFolder(String name, Class<T> type, int newest) {
    this.name = name;
    this.type = type;
    this.newest = newest;
  }

  /** Makes the folder, which must not exist or be empty. */
  public void create(Path folder) throws IOException {
    Durable.begin(folder);
  }

  /** Writes the record, over an earlier one if there is one; durable when it returns. */
  public void write(Path folder, T content) throws IOException {
    Json.write(folder.resolve(name), content);
    Checksums.write(folder, List.of(name));
  }

  /** The name of the record's page. */
  public String page() {
    return name.replace(".json", ".html");
  }

  /**
   * Writes the record in its final form, and its page; durable when it returns.
   *
   * @param beside names of files that are there already and belong to it
   */
  public void write(Path folder, T content, String page, String... beside) throws IOException {
    Durable.replace(folder.resolve(page()), page.getBytes(StandardCharsets.UTF_8));
    Json.write(folder.resolve(name), content);
    List<String> files = new ArrayList<>(List.of(name, page()));
    files.addAll(List.of(beside));
    Checksums.write(folder, files);
  }

  /** Whether a folder holds such a record, readable or not. */
  public boolean isAt(Path folder) {
    return Files.isRegularFile(folder.resolve(name));
  }

  /**
   * Reads the record.
   *
   * @throws UnreadableException saying in one line why it cannot be read
   */
  public T read(Path folder) throws IOException {
    Path file = folder.resolve(name);
    ObjectNode tree = Json.read(file, ObjectNode.class);
    // First of all: what else another version has differently is no mistake of the file's.
    JsonNode was = tree.path("schemaVersion");
    if (was.isInt() && was.intValue() != newest) {
      throw new UnreadableException(
          "%s: schemaVersion must be %d, was %d".formatted(file, newest, was.intValue()));
    }
    return Json.from(tree, file.toString(), type);
  }
}
