package dev.pushmark.bench.lab.observation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether the CPU time of this process is rationed, as that of a container may be. */
final class CpuQuota {
  private static final String NO_QUOTA_V2 = "max";
  private static final String NO_QUOTA_V1 = "-1";

  private final Path proc;
  private final Path cgroups;

  /**
   * Reads from these.
   *
   * @param proc {@code /proc}
   * @param cgroups where control groups are mounted
   */
  CpuQuota(Path proc, Path cgroups) {
    this.proc = proc;
    this.cgroups = cgroups;
  }

  /** By the group that this process is in or one that it is part of; false where none is told. */
  boolean isSet() {
    try {
      return Files.readAllLines(proc.resolve("self/cgroup")).stream().anyMatch(this::isSet);
    } catch (IOException e) {
      return false;
    }
  }

  /** A line is {@code ID:CONTROLLERS:PATH}; version 2 has the ID 0 and no controllers. */
  private boolean isSet(String line) {
    String[] parts = line.split(":", 3);
    if (parts.length < 3) {
      return false;
    }
    if (parts[1].isEmpty()) {
      return isSet(cgroups, parts[2], "cpu.max", NO_QUOTA_V2);
    }
    return List.of(parts[1].split(",", -1)).contains("cpu")
        && (isSet(cgroups.resolve("cpu"), parts[2], "cpu.cfs_quota_us", NO_QUOTA_V1)
            || isSet(cgroups.resolve(parts[1]), parts[2], "cpu.cfs_quota_us", NO_QUOTA_V1));
  }

  private static boolean isSet(Path root, String group, String file, String none) {
    Path folder = root.resolve(group.replaceFirst("^/+", "")).normalize();
    for (Path at = folder; at != null && at.startsWith(root); at = at.getParent()) {
      try {
        if (!Files.readString(at.resolve(file)).strip().startsWith(none)) {
          return true;
        }
      } catch (IOException notTold) {
        continue; // a group at the top has no such file
      }
    }
    return false;
  }
}
