package dev.pushmark.results.site;

import dev.pushmark.results.store.StoredRun;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The examples of the page that teaches how to read the others: each from the newest published run
 * that has what it needs, null where none has.
 */
public record ReadingPage(
    @Nullable MeanExample mean,
    @Nullable CurveExample curves,
    @Nullable OmissionExample omission,
    @Nullable StalenessExample staleness) {

  /** How an example is made of a run, whose distributions it may read again. */
  private interface Maker<T> {
    Optional<T> from(PublishedRun run, StoredRun stored) throws IOException;
  }

  static ReadingPage of(List<PublishedRun> newestFirst) throws IOException {
    Rereading rereading = new Rereading();
    return new ReadingPage(
        rereading.newest(newestFirst, MeanExample::mayCome, MeanExample::of),
        rereading.newest(newestFirst, CurveExample::mayCome, CurveExample::of),
        rereading.newest(newestFirst, run -> true, OmissionExample::of),
        rereading.newest(newestFirst, StalenessExample::mayCome, StalenessExample::of));
  }

  /** Reads the run again that several examples are likely to come from, but once for all. */
  private static final class Rereading {
    private @Nullable StoredRun last;

    private <T> @Nullable T newest(
        List<PublishedRun> runs, Predicate<RunFigures> mayCome, Maker<T> maker) throws IOException {
      for (PublishedRun run : runs) {
        if (!mayCome.test(run.figures())) {
          continue;
        }
        StoredRun stored = last;
        if (stored == null || !stored.folder().equals(run.folder())) {
          stored = run.again(Examples.METRICS);
          last = stored;
        }
        Optional<T> example = maker.from(run, stored);
        if (example.isPresent()) {
          return example.get();
        }
      }
      return null;
    }
  }
}
