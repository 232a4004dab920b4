package dev.pushmark.scenarios.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pushmark.results.model.FaultPlan;
import dev.pushmark.results.store.Json;
import java.io.IOException;
import java.nio.file.Path;

/** Plans of faults as people write them. */
public final class PlanFile {
  private PlanFile() {}

  /**
   * Reads a plan from YAML, of which JSON is a part. A fault without a target strikes all.
   *
   * @throws IOException saying in one line what is wrong with it and where
   */
  public static FaultPlan read(Path file) throws IOException {
    ObjectNode plan = Json.readYamlTree(file);
    complete(plan.path("faults"));
    return Json.from(plan, file.toString(), FaultPlan.class);
  }

  /** Adds the targets that were left out of a list of faults. */
  public static void complete(JsonNode faults) {
    for (JsonNode fault : faults) {
      if (fault instanceof ObjectNode planned && !planned.has("target")) {
        planned.putObject("target").put("whom", "all");
      }
    }
  }
}
