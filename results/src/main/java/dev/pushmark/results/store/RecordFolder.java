package dev.pushmark.results.store;

import dev.pushmark.results.model.Calibration;
import dev.pushmark.results.model.CostRun;
import dev.pushmark.results.model.GateRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * A folder that holds one record and its checksum.
 *
 * @param <T> what kind of record
 */
public final class RecordFolder<T> {
  /** The folder of a calibration. */
  public static final RecordFolder<Calibration> CALIBRATION =
      new RecordFolder<>(
          "calibration.json",
          Calibration.class,
          Calibration::schemaVersion,
          Calibration.SCHEMA_VERSION);

  /** The folder of what transports cost. */
  public static final RecordFolder<CostRun> COST =
      new RecordFolder<>(
          "cost.json", CostRun.class, CostRun::schemaVersion, CostRun.SCHEMA_VERSION);

  /** The folder of a gate. */
  public static final RecordFolder<GateRun> GATE =
      new RecordFolder<>(
          "gate.json", GateRun.class, GateRun::schemaVersion, GateRun.SCHEMA_VERSION);

  private final String name;
  private final Class<T> type;
  private final ToIntFunction<T> version;
  private final int newest;

  private RecordFolder(String name, Class<T> type, ToIntFunction<T> version, int newest) {
    this.name = name;
    this.type = type;
    this.version = version;
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
    T content = Json.read(folder.resolve(name), type);
    int was = version.applyAsInt(content);
    if (was != newest) {
      throw new UnreadableException(
          "%s: schemaVersion must be %d, was %d".formatted(folder.resolve(name), newest, was));
    }
    return content;
  }
}
