package dev.pushmark.results.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/** Writes that are on the disk when they return. */
final class Durable {
  private Durable() {}

  /** Makes a folder of results, which must not exist or be empty. */
  static void begin(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> content = Files.list(folder)) {
      if (content.findAny().isPresent()) {
        throw new IOException(folder + " must be an empty folder or not exist, was in use");
      }
    }
  }

  /** Replaces a file as a whole: readers see the old content or the new one, never a part. */
  static void replace(Path file, byte[] content) throws IOException {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null) {
      throw new IOException(file + " is not a file's path");
    }
    Path temporary = target.resolveSibling(target.getFileName() + ".new");
    try {
      put(
          temporary,
          content,
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
    force(folder);
  }

  /** Appends to a file, which need not exist. */
  static void append(Path file, byte[] content) throws IOException {
    put(file, content, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static void put(Path file, byte[] content, StandardOpenOption... options)
      throws IOException {
    try (FileChannel channel = FileChannel.open(file, options)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  /** Makes a rename durable; a no-op where folders cannot be opened (Windows). */
  private static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // The content itself is on the disk; only the order of renames is left to the system.
    }
  }
}
