package dev.pushmark.results.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

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

  private static String sha256(Path file) throws IOException {
    try {
      byte[] content = Files.readAllBytes(file);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
