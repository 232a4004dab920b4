package dev.pushmark.bench.lab.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuQuotaTest {
  @TempDir Path temporary;

  private boolean isSet(String cgroup) throws IOException {
    Path self = Files.createDirectories(temporary.resolve("proc/self"));
    Files.writeString(self.resolve("cgroup"), cgroup);
    return new CpuQuota(temporary.resolve("proc"), temporary.resolve("cgroup")).isSet();
  }

  private void group(String path, String file, String content) throws IOException {
    Path folder = Files.createDirectories(temporary.resolve("cgroup").resolve(path));
    Files.writeString(folder.resolve(file), content);
  }

  @Test
  void aQuotaOfAnyGroupAboveCounts() throws IOException {
    group("a/b", "cpu.max", "max 100000\n");
    assertThat(isSet("0::/a/b\n")).isFalse();
    group("a", "cpu.max", "150000 100000\n");
    assertThat(isSet("0::/a/b\n")).isTrue();
  }

  @Test
  void theFirstVersionOfControlGroupsCountsToo() throws IOException {
    group("cpu/docker/x", "cpu.cfs_quota_us", "-1\n");
    assertThat(isSet("4:memory:/docker/x\n3:cpu:/docker/x\n0::/\n")).isFalse();
    group("cpu,cpuacct/docker/x", "cpu.cfs_quota_us", "50000\n");
    assertThat(isSet("3:cpu,cpuacct:/docker/x\n")).isTrue();
  }

  @Test
  void whereNothingIsToldThereIsNone() throws IOException {
    assertThat(isSet("3:cpu:/\n0::/\nnonsense\n")).isFalse();
    assertThat(new CpuQuota(temporary.resolve("none"), temporary).isSet()).isFalse();
  }
}
