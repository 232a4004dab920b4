package dev.pushmark.results.store;

import dev.pushmark.results.model.Calibration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The folder of a calibration: its record and its checksum. */
public final class CalibrationFolder {
  private static final String CALIBRATION = "calibration.json";

  private CalibrationFolder() {}

  /** Makes the folder, which must not exist or be empty. */
  public static void create(Path folder) throws IOException {
    Durable.begin(folder);
  }

  /** Writes the record; durable when it returns. */
  public static void write(Path folder, Calibration calibration) throws IOException {
    Json.write(folder.resolve(CALIBRATION), calibration);
    Checksums.write(folder, List.of(CALIBRATION));
  }

  /**
   * Reads the record.
   *
   * @throws UnreadableException saying in one line why it cannot be read
   */
  public static Calibration read(Path folder) throws IOException {
    Calibration calibration = Json.read(folder.resolve(CALIBRATION), Calibration.class);
    if (calibration.schemaVersion() != Calibration.SCHEMA_VERSION) {
      throw new UnreadableException(
          folder.resolve(CALIBRATION)
              + ": schemaVersion must be "
              + Calibration.SCHEMA_VERSION
              + ", was "
              + calibration.schemaVersion());
    }
    return calibration;
  }
}
