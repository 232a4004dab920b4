package dev.pushmark.bench.live;

import java.util.ArrayList;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far apart a browser and one of the injector's clients saw the same events come, both by the
 * machine's clock. What came when is told by maps from an event's number to milliseconds: of the
 * page's clock where they are the browser's, of the machine's where they are ours.
 *
 * @param medianMs the browser's time less ours; the median of all that was compared
 * @param toleranceMs what the clocks and the way into the browser can account for
 * @param compared how many events or answers
 */
record Agreement(double medianMs, double toleranceMs, int compared) {
  /**
   * What the page knows of its clock, and of how long it takes to be reached.
   *
   * @param aheadMs of it, the machine's clock
   * @param errorMs the most by which that can be wrong
   * @param wakeMs from what the browser has received to the script that hears of it
   * @param roundTripMs from the script that asks this machine something to the script that hears
   * @param stepMs of the page's clock
   */
  record PageClock(
      double aheadMs, double errorMs, double wakeMs, double roundTripMs, double stepMs) {
    private double uncertainMs() {
      return errorMs + stepMs;
    }
  }

  boolean holds() {
    return Math.abs(medianMs) <= toleranceMs;
  }

  /**
   * Of events that both get as soon as there are any.
   *
   * @param laterMs what may come on top of the clocks: the script's wake-up; where it has to ask
   *     before it gets the next event, a question and its answer; and how far apart one event comes
   *     to several subscribers, who are served one after the other
   */
  static Agreement ofPushes(
      Map<Long, Double> browser, Map<Long, Double> ours, PageClock clock, double laterMs) {
    List<Double> differencesMs = new ArrayList<>();
    browser.forEach(
        (event, atMs) -> {
          Double oursMs = ours.get(event);
          if (oursMs != null) {
            differencesMs.add(atMs + clock.aheadMs() - oursMs);
          }
        });
    return new Agreement(
        median(differencesMs), clock.uncertainMs() + laterMs, differencesMs.size());
  }

  /**
   * Of answers to polls at intervals. Two clients do not poll at the same time, but what an answer
   * holds tells when it was given: behind its newest event and before the one that follows, of
   * which the middle is taken. So polls cannot be compared more finely than by half of that.
   *
   * @param ours of a client which polls so often that it has the events apart
   * @param ourIntervalMs between two of its polls
   */
  static Agreement ofAnswers(
      Map<Long, Double> browser, Map<Long, Double> ours, PageClock clock, double ourIntervalMs) {
    SortedMap<Double, Long> newest = new TreeMap<>();
    browser.forEach((event, atMs) -> newest.merge(atMs, event, Long::max));
    List<Double> differencesMs = new ArrayList<>();
    List<Double> halvesMs = new ArrayList<>();
    newest.forEach(
        (atMs, event) -> {
          Double last = ours.get(event);
          Double next = ours.get(event + 1);
          if (last != null && next != null) {
            differencesMs.add(atMs + clock.aheadMs() - (last + next) / 2);
            halvesMs.add((next - last) / 2);
          }
        });
    return new Agreement(
        median(differencesMs),
        clock.uncertainMs() + clock.wakeMs() + median(halvesMs) + ourIntervalMs,
        differencesMs.size());
  }

  /** From the first subscriber that an event came to until the last; the median of some events. */
  static double spreadMs(Set<Long> events, Collection<Map<Long, Double>> subscribers) {
    List<Double> spreadsMs = new ArrayList<>();
    for (Long event : events) {
      DoubleSummaryStatistics times = new DoubleSummaryStatistics();
      for (Map<Long, Double> subscriber : subscribers) {
        Double atMs = subscriber.get(event);
        if (atMs != null) {
          times.accept(atMs);
        }
      }
      if (times.getCount() == subscribers.size()) {
        spreadsMs.add(times.getMax() - times.getMin());
      }
    }
    return median(spreadsMs);
  }

  /** Of nothing it is not a number, which agrees with nothing. */
  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    sorted.sort(null);
    return sorted.isEmpty() ? Double.NaN : sorted.get((sorted.size() - 1) / 2);
  }
}
