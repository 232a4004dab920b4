package dev.pushmark.results.store;

import dev.pushmark.results.model.Environment;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * A run as it lies in its folder.
 *
 * @param rounds in the order they were measured
 * @param histograms round's id → metric → intervals in order
 */
public record StoredRun(
    Path folder,
    Run run,
    Environment environment,
    List<Round> rounds,
    Map<String, Map<Metric, List<Histogram>>> histograms) {}
