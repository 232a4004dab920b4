package dev.pushmark.results.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Whom a fault strikes. Connections are numbered from 1 in the order in which the proxy accepts
 * them: as far as that order repeats, so do the victims.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "whom")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Target.All.class, name = "all"),
  @JsonSubTypes.Type(value = Target.Share.class, name = "share"),
  @JsonSubTypes.Type(value = Target.Nth.class, name = "nth"),
  @JsonSubTypes.Type(value = Target.One.class, name = "one")
})
public sealed interface Target {

  /** Every connection. */
  record All() implements Target {}

  /**
   * Each connection with this probability, whatever becomes of the others: by the plan's seed, the
   * fault's place in the plan and the connection's number alone.
   */
  record Share(double share) implements Target {
    public Share {
      Check.that(share > 0 && share <= 1, "target.share", "above 0 and at most 1", share);
    }
  }

  /** The connection of this number. */
  record Nth(long number) implements Target {
    public Nth {
      Check.that(number >= 1, "target.number", ">= 1", number);
    }
  }

  /** One of the connections that are open when the fault begins, all with the same probability. */
  record One() implements Target {}
}
