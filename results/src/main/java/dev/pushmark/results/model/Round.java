package dev.pushmark.results.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One transport measured once.
 *
 * @param block 1-based number of the block; each block measures every transport once
 * @param attempt 1-based; above 1 where load from outside spoilt the one before
 * @param position 1-based place within the block's random order
 * @param transport name of the transport
 * @param startedAt when its processes were started
 * @param outcome done, failed or invalid
 * @param injection what the injector saw; null if it did not get that far
 * @param server what the server process used; null if it is not ours to watch or not reached
 * @param injector what the injector process used; null if not reached
 * @param witness what witnesses saw; null where there were none
 * @param footprint what else it took of the machine; null if it was not seen to the end
 * @param browser what a real browser saw; null where there was to be none, or nothing was measured
 */
public record Round(
    int block,
    int attempt,
    int position,
    String transport,
    Instant startedAt,
    Outcome outcome,
    @Nullable Injection injection,
    @Nullable Usage server,
    @Nullable Usage injector,
    @Nullable Witness witness,
    @Nullable Footprint footprint,
    @Nullable BrowserFigures browser) {
  /** Without a browser. */
  public Round(
      int block,
      int attempt,
      int position,
      String transport,
      Instant startedAt,
      Outcome outcome,
      @Nullable Injection injection,
      @Nullable Usage server,
      @Nullable Usage injector,
      @Nullable Witness witness,
      @Nullable Footprint footprint) {
    this(
        block, attempt, position, transport, startedAt, outcome, injection, server, injector,
        witness, footprint, null);
  }

  /** The same under another name of its transport, beside rounds of other runs. */
  public Round named(String name) {
    return new Round(
        block, attempt, position, name, startedAt, outcome, injection, server, injector, witness,
        footprint, browser);
  }

  /** A name unique in the run, fit for files and histogram tags, such as {@code b01a1.sse}. */
  public String id() {
    return String.format(java.util.Locale.ROOT, "b%02da%d.%s", block, attempt, transport);
  }
}
