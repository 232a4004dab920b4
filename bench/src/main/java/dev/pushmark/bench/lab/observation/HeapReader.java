package dev.pushmark.bench.lab.observation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
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
    Optional<String> histogram = collect();
    return histogram.isPresent() ? bytes(histogram.get()) : OptionalLong.empty();
  }

  /**
   * What is alive after a full garbage collection.
   *
   * @param bytes of all objects
   * @param counted how many objects of the class there are that was asked for
   */
  record Content(long bytes, long counted) {}

  /** The same with the number of objects of a class. */
  Optional<Content> collectAndCount(String className) {
    Optional<String> histogram = collect();
    OptionalLong bytes = histogram.map(HeapReader::bytes).orElse(OptionalLong.empty());
    if (histogram.isEmpty() || bytes.isEmpty()) {
      return Optional.empty();
    }
    Matcher row =
        Pattern.compile(
                "(?m)^\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+" + Pattern.quote(className) + "(?:\\s|$)")
            .matcher(histogram.get());
    return Optional.of(
        new Content(bytes.getAsLong(), row.find() ? Long.parseLong(row.group(1)) : 0));
  }

  private static OptionalLong bytes(String histogram) {
    Matcher total = TOTAL.matcher(histogram);
    return total.find() ? OptionalLong.of(Long.parseLong(total.group(1))) : OptionalLong.empty();
  }

  private Optional<String> collect() {
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
        return ended && process.exitValue() == 0 ? Optional.of(text) : Optional.empty();
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
