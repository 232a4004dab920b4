package dev.pushmark.bench.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileTest {
  @TempDir Path temporary;

  @Test
  void itIsGoneOnceTheBrowserThatUsedItIs() throws Exception {
    Path folder = temporary.resolve("round").resolve("profile");
    AtomicInteger looks = new AtomicInteger();
    try (Profile profile = Profile.create(folder)) {
      Path cache = Files.createDirectories(profile.folder().resolve("Default/Cache"));
      Files.writeString(cache.resolve("data"), "x");
      Files.createSymbolicLink(profile.folder().resolve("lock"), temporary.resolve("nowhere"));
      profile.isInUseWhile(() -> Files.exists(cache) && looks.incrementAndGet() < 3);
    }
    assertThat(looks).hasValue(3);
    assertThat(folder).doesNotExist();
    assertThat(folder.getParent()).isEmptyDirectory();
  }
}
