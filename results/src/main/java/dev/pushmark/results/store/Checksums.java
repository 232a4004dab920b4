package dev.pushmark.results.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code SHA256SUMS}, as {@code sha256sum -c} reads it. */
public final class Checksums {
  static final String FILE = "SHA256SUMS";

  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *](.+)");

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

  /**
   * Compares a folder with its list: each file in it, at whatever depth, must be listed and be as
   * it was, and each that is listed must be there.
   *
   * @throws UnreadableException naming the first that is not so
   */
  public static void verify(Path folder) throws IOException {
    Path list = folder.resolve(FILE);
    if (!Files.isRegularFile(list, LinkOption.NOFOLLOW_LINKS)) {
      throw new UnreadableException(
          folder + ": must hold " + FILE + ", which a run has that came to its end");
    }
    Map<String, String> listed = listed(list);
    TreeSet<String> there = new TreeSet<>(files(folder));
    for (String file : there) {
      if (!listed.containsKey(file)) {
        throw new UnreadableException(folder + ": " + file + " is not listed in " + FILE);
      }
    }
    for (Map.Entry<String, String> entry : listed.entrySet()) {
      String file = entry.getKey();
      if (!there.contains(file)) {
        throw new UnreadableException(
            folder + ": " + file + " is listed in " + FILE + ", but missing");
      }
      if (!sha256(folder.resolve(file)).equals(entry.getValue())) {
        throw new UnreadableException(
            folder + ": " + file + " is not what it was when " + FILE + " was written");
      }
    }
  }

  private static Map<String, String> listed(Path list) throws IOException {
    Map<String, String> sums = new TreeMap<>();
    // Decoded so, what is not UTF-8 is no error of its own: it names no file that is there.
    for (String line :
        new String(Files.readAllBytes(list), StandardCharsets.UTF_8).lines().toList()) {
      Matcher m = LINE.matcher(line);
      if (!m.matches()) {
        throw new UnreadableException(list + ": a line must be CHECKSUM  FILE, was " + line);
      }
      sums.put(m.group(2), m.group(1));
    }
    return sums;
  }

  /** All files but the list, by their path below the folder. */
  private static List<String> files(Path folder) throws IOException {
    List<String> files = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.toList()) {
        String name = folder.relativize(path).toString().replace('\\', '/');
        boolean directory = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
        if (!directory && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
          throw new UnreadableException(
              folder + ": " + name + " must be a file, was a link or the like");
        }
        if (!directory && !name.equals(FILE)) {
          files.add(name);
        }
      }
    }
    return files;
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
