package dev.pushmark.results.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pushmark.results.model.Calibration;
import dev.pushmark.results.model.Calibration.Counted;
import dev.pushmark.results.model.Calibration.Reading;
import dev.pushmark.results.model.Calibration.Take;
import dev.pushmark.results.model.GateRun;
import dev.pushmark.results.sample.SampleCalibration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFolderTest {
  private static final Calibration SAMPLE =
      SampleCalibration.of(
          new Take(
              "sse",
              "fixed",
              1,
              7,
              List.of(new Reading(50, 10_000_000, 10_030_000, 90_000)),
              List.of(new Counted("lost", 1, 1))));

  @TempDir Path temp;

  @Test
  void aCalibrationComesBackAsItWasAndItsChecksumHolds() throws Exception {
    Path folder = temp.resolve("calibration");
    RecordFolder.CALIBRATION.create(folder);
    RecordFolder.CALIBRATION.write(folder, SAMPLE);
    assertThat(RecordFolder.CALIBRATION.read(folder)).isEqualTo(SAMPLE);
    assertThat(sumsHold(folder)).isTrue();
  }

  @Test
  void aPageStandsBesideTheRecordAndItsChecksumHolds() throws Exception {
    Path folder = temp.resolve("with-page");
    RecordFolder.CALIBRATION.create(folder);
    RecordFolder.CALIBRATION.write(folder, SAMPLE, "<!doctype html>");
    assertThat(RecordFolder.CALIBRATION.read(folder)).isEqualTo(SAMPLE);
    assertThat(folder.resolve(RecordFolder.CALIBRATION.page())).hasContent("<!doctype html>");
    assertThat(folder.resolve("SHA256SUMS"))
        .content()
        .contains("calibration.json", "calibration.html");
    assertThat(sumsHold(folder)).isTrue();
  }

  private static boolean sumsHold(Path folder) throws Exception {
    Process sum =
        new ProcessBuilder("sha256sum", "--check", "--strict", "SHA256SUMS")
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return sum.waitFor() == 0;
  }

  @Test
  void aFolderInUseIsLeftAlone() throws Exception {
    Files.writeString(temp.resolve("mine"), "");
    assertThatThrownBy(() -> RecordFolder.CALIBRATION.create(temp))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("was in use");
  }

  @Test
  void aLaterFormatIsRefusedInALine() throws Exception {
    RecordFolder.CALIBRATION.create(temp.resolve("later"));
    RecordFolder.CALIBRATION.write(temp.resolve("later"), SAMPLE);
    Path file = temp.resolve("later/calibration.json");
    int now = SAMPLE.schemaVersion();
    Files.writeString(
        file,
        Files.readString(file)
            .replace("\"schemaVersion\": " + now, "\"schemaVersion\": " + (now + 1)));
    assertThatThrownBy(() -> RecordFolder.CALIBRATION.read(temp.resolve("later")))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("schemaVersion must be %d, was %d".formatted(now, now + 1));
  }

  @Test
  void anEarlierFormatIsRefusedForItsVersionAndNotForItsNames() throws Exception {
    Files.writeString(temp.resolve("gate.json"), "{\"schemaVersion\": 1, \"transport\": \"sse\"}");
    assertThatThrownBy(() -> RecordFolder.GATE.read(temp))
        .isInstanceOf(UnreadableException.class)
        .hasMessage(
            temp.resolve("gate.json")
                + ": schemaVersion must be %d, was 1".formatted(GateRun.SCHEMA_VERSION));
  }
}
