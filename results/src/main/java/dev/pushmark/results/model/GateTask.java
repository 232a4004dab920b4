package dev.pushmark.results.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** What a gate is to measure, in two stages, and to decide. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "of")
@JsonSubTypes({
  @JsonSubTypes.Type(value = GatePlan.class, name = "rounds"),
  @JsonSubTypes.Type(value = MicroPlan.class, name = "forks")
})
public sealed interface GateTask permits GatePlan, MicroPlan {
  /** What is decided. */
  List<GateCell> cells();

  /** Pairs that come first. */
  int screenPairs();

  /** Pairs that follow for what is suspected. */
  int confirmPairs();

  /** Of every random choice. */
  long seed();
}
