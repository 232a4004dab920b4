package dev.pushmark.results.model;

import java.util.List;

/**
 * What a short calibration found right before a run; it says how far to trust the run's figures and
 * changes none of them.
 *
 * @param sound whether the instrument was found sound
 * @param findings in sentences: whether it was, its worst error, what it can tell apart
 */
public record Calibrated(boolean sound, List<String> findings) {
  public Calibrated {
    findings = List.copyOf(findings);
  }
}
