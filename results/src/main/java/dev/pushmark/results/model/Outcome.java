package dev.pushmark.results.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** How a round ended. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Outcome.Done.class, name = "done"),
  @JsonSubTypes.Type(value = Outcome.Failed.class, name = "failed"),
  @JsonSubTypes.Type(value = Outcome.Invalid.class, name = "invalid")
})
public sealed interface Outcome {

  /** Measured, and the server did what was expected. */
  record Done() implements Outcome {}

  /**
   * Measured, and the server missed what was expected: a finding.
   *
   * @param reasons in words, at least one
   */
  record Failed(List<String> reasons) implements Outcome {
    public Failed {
      reasons = List.copyOf(reasons);
      Check.that(!reasons.isEmpty(), "reasons", "at least one", reasons);
    }
  }

  /**
   * Not measured: the instrument failed.
   *
   * @param reasons in words, at least one
   * @param fromOutside whether only other load on the machine is to blame, so that repeating helps
   */
  record Invalid(List<String> reasons, boolean fromOutside) implements Outcome {
    public Invalid {
      reasons = List.copyOf(reasons);
      Check.that(!reasons.isEmpty(), "reasons", "at least one", reasons);
    }
  }
}
