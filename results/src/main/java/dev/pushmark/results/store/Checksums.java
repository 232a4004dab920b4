package dev.pushmark.results.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code SHA256SUMS}, as {@code sha256sum -c} reads it. */
final class Checksums {
  static final String FILE = "SHA256SUMS";

  private Checksums() {}

  static void write(Path folder, List<String> files) throws IOException {
    StringBuilder sums = new StringBuilder();
    for (String file : files) {
      sums.append(sha256(folder.resolve(file))).append("  ").append(file).append('\n');
    }
    Durable.replace(folder.resolve(FILE), sums.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The checksums of those of the files that exist, by their names. */
  static Map<String, String> of(Path folder, String... files) throws IOException {
    Map<String, String> sums = new LinkedHashMap<>();
    for (String file : files) {
      if (Files.exists(folder.resolve(file))) {
        sums.put(file, sha256(folder.resolve(file)));
      }
    }
    return sums;
  }

  private static String sha256(Path file) throws IOException {
    return of(Files.readAllBytes(file));
  }

  /** The checksum of a file's content. */
  static String of(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
