package dev.pushmark.results.site;

import java.io.Serial;
import java.util.List;

/** Why no site was written: one line for each reason. */
public final class SiteRefusedException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final List<String> reasons;

  SiteRefusedException(List<String> reasons) {
    super(String.join("\n", reasons));
    this.reasons = List.copyOf(reasons);
  }

  SiteRefusedException(String reason) {
    this(List.of(reason));
  }

  /** At least one; each names the folder or the option, and what is wrong with it. */
  public List<String> reasons() {
    return reasons;
  }
}
