package dev.pushmark.scenarios.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What may be left out of a plan that people write. */
final class PlanFile {
  private PlanFile() {}

  /** The same with the targets that were left out. */
  static ObjectNode completed(ObjectNode plan) {
    for (JsonNode fault : plan.path("faults")) {
      if (fault instanceof ObjectNode planned && !planned.has("target")) {
        planned.putObject("target").put("whom", "all");
      }
    }
    return plan;
  }
}
