package dev.pushmark.bench.gate;

import dev.pushmark.results.model.GateRun;
import dev.pushmark.results.report.GateFiles;
import dev.pushmark.results.report.GateText;
import dev.pushmark.results.report.HtmlPage;
import dev.pushmark.results.store.Json;
import dev.pushmark.results.store.RecordFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a gate leaves in its folder when it has ended, for people and for other programs. */
final class GateFolder {
  private GateFolder() {}

  static void write(Path folder, GateRun ended) throws IOException {
    RecordFolder.GATE.write(folder, ended, HtmlPage.of(ended));
    Files.writeString(folder.resolve("gate.md"), GateText.markdown(ended));
    Files.writeString(folder.resolve("gate-junit.xml"), GateFiles.junit(ended));
    Files.writeString(
        folder.resolve("gate-bencher.json"), Json.line(GateFiles.bencher(ended)) + "\n");
  }
}
