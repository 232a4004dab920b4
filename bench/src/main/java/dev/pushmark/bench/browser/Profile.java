package dev.pushmark.bench.browser;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a browser's profile, which is gone when the browser is: on {@link #close}, and at
 * the end of this JVM by exit or signal. Thread safe.
 */
public final class Profile implements AutoCloseable {
  /** A browser that is being ended still writes, and so do its other processes after it. */
  private static final int TRIES = 80;

  private static final long PAUSE_MS = 100;

  private final Path folder;
  private volatile BooleanSupplier inUse = () -> false;
  private final Thread hook = new Thread(this::delete, "delete-profile");

  private Profile(Path folder) {
    this.folder = folder;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** An empty profile in a folder that is not there yet. */
  public static Profile create(Path folder) throws IOException {
    Files.createDirectories(folder);
    return new Profile(folder.toAbsolutePath());
  }

  /** Where it is. */
  public Path folder() {
    return folder;
  }

  /** A browser has it, as long as this holds; until then deleting waits, for some seconds. */
  public void isInUseWhile(BooleanSupplier alive) {
    inUse = alive;
  }

  /** Deletes it; the browser has ended or is about to. */
  @Override
  public void close() {
    delete();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException endingAlready) {
      // The JVM runs the hook itself; it finds nothing left to do.
    }
  }

  private synchronized void delete() {
    try {
      for (int tries = 0; tries < TRIES && Files.exists(folder); tries++) {
        boolean wait = inUse.getAsBoolean() && tries < TRIES - 1;
        if (wait || !deleted()) {
          Thread.sleep(PAUSE_MS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean deleted() {
    try {
      Files.walkFileTree(folder, new Deleting());
      return true;
    } catch (IOException e) {
      return false; // something was written or deleted meanwhile
    }
  }

  private static final class Deleting extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException gone) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path left, @Nullable IOException failure)
        throws IOException {
      Files.deleteIfExists(left);
      return FileVisitResult.CONTINUE;
    }
  }
}
