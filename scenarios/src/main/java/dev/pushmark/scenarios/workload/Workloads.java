package dev.pushmark.scenarios.workload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pushmark.results.model.Workload;
import dev.pushmark.results.store.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** Finds workloads: ours by name, a user's own by file. */
public final class Workloads {
  private static final List<String> NAMES =
      List.of("chat", "notifications", "dashboard", "market", "game", "collaboration", "idle");

  private Workloads() {}

  /** The names of our own. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * One of our own workloads.
   *
   * @throws IllegalArgumentException naming those there are
   */
  public static Workload named(String name) throws IOException {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "workload must be one of " + String.join(", ", NAMES) + " or a .yaml file, was " + name);
    }
    String resource = name + ".yaml";
    try (InputStream in = Workloads.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("this build lacks " + resource);
      }
      return from(Json.readYamlTree(in, resource), resource);
    }
  }

  /** A user's own workload file. */
  public static Workload read(Path file) throws IOException {
    return from(Json.readYamlTree(file), file.toString());
  }

  /** The one property that may be left out: readers need every event unless told otherwise. */
  private static Workload from(ObjectNode tree, String name) throws IOException {
    if (!tree.has("delivery")) {
      tree.put("delivery", "every");
    }
    return Json.from(tree, name, Workload.class);
  }
}
