package dev.pushmark.bench.lab.observation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a JVM from outside for its heap in use, by the {@code jcmd} of the JDK that runs this. */
final class HeapReader {
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)\\s*$");
  private static final long PATIENCE_SECONDS = 20;

  private final long pid;

  HeapReader(long pid) {
    this.pid = pid;
  }

  /**
   * The bytes of all live objects, after a full garbage collection that this causes; empty if the
   * process is no JVM, or there is no {@code jcmd}.
   */
  OptionalLong collectAndRead() {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      Process process =
          new ProcessBuilder(jcmd, Long.toString(pid), "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      try {
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        Matcher total = TOTAL.matcher(text);
        return ended && process.exitValue() == 0 && total.find()
            ? OptionalLong.of(Long.parseLong(total.group(1)))
            : OptionalLong.empty();
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return OptionalLong.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalLong.empty();
    }
  }
}
