package dev.pushmark.results.compare;

import java.util.List;

/**
 * What a run says, in words.
 *
 * @param headline the one sentence to remember
 * @param sentences the rest, most important first
 */
public record Verdict(String headline, List<Sentence> sentences) {
  /** What a sentence is about. */
  public enum About {
    SPEED,
    COST,
    ARRIVAL,
    EXPECTATIONS,
    /** What the reader must not conclude. */
    CAUTION
  }

  /** A sentence, with what it is about. */
  public record Sentence(About about, String text) {}

  public Verdict {
    sentences = List.copyOf(sentences);
  }
}
