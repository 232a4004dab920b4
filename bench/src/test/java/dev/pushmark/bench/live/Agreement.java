package dev.pushmark.bench.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far apart a browser and one of the injector's clients saw the same events come, both by the
 * machine's clock.
 *
 * @param medianMs the browser's time less ours; the median of all that was compared
 * @param toleranceMs what the clocks and the way into the browser can account for
 * @param compared how many events or answers
 */
record Agreement(double medianMs, double toleranceMs, int compared) {
  /**
   * An event in the browser.
   *
   * @param atMs when it came, by the page's clock
   */
  record Arrival(long sequence, double atMs) {}

  /**
   * What the page knows of its clock, and of how long it takes to be reached.
   *
   * @param aheadMs of it, the machine's clock
   * @param errorMs the most by which that can be wrong
   * @param roundTripMs until a question to this machine is answered: the way of an event into the
   *     page is the second half of it, beside whatever else wants the same cores
   * @param stepMs of the page's clock
   */
  record PageClock(double aheadMs, double errorMs, double roundTripMs, double stepMs) {
    private double toleranceMs() {
      return errorMs + roundTripMs + stepMs;
    }
  }

  boolean holds() {
    return Math.abs(medianMs) <= toleranceMs;
  }

  /**
   * Of events that both get as soon as there are any.
   *
   * @param ours when each event came to our client, in milliseconds of the machine's clock
   */
  static Agreement ofPushes(List<Arrival> browser, Map<Long, Double> ours, PageClock clock) {
    List<Double> differencesMs = new ArrayList<>();
    for (Arrival arrival : browser) {
      Double oursMs = ours.get(arrival.sequence());
      if (oursMs != null) {
        differencesMs.add(arrival.atMs() + clock.aheadMs() - oursMs);
      }
    }
    return new Agreement(median(differencesMs), clock.toleranceMs(), differencesMs.size());
  }

  /**
   * Of answers to polls at intervals. Two clients do not poll at the same time, but what an answer
   * holds tells when it was given: behind its newest event and before the one that follows, of
   * which the middle is taken. So polls cannot be compared more finely than by half of that.
   *
   * @param ours when each event came to our client, which polls so often that it has them apart
   * @param ourIntervalMs between two of its polls
   */
  static Agreement ofAnswers(
      List<Arrival> browser, Map<Long, Double> ours, PageClock clock, double ourIntervalMs) {
    SortedMap<Double, Long> newest = new TreeMap<>();
    for (Arrival arrival : browser) {
      newest.merge(arrival.atMs(), arrival.sequence(), Long::max);
    }
    List<Double> differencesMs = new ArrayList<>();
    List<Double> halvesMs = new ArrayList<>();
    for (Map.Entry<Double, Long> answer : newest.entrySet()) {
      Double last = ours.get(answer.getValue());
      Double next = ours.get(answer.getValue() + 1);
      if (last != null && next != null) {
        differencesMs.add(answer.getKey() + clock.aheadMs() - (last + next) / 2);
        halvesMs.add((next - last) / 2);
      }
    }
    return new Agreement(
        median(differencesMs),
        clock.toleranceMs() + median(halvesMs) + ourIntervalMs,
        differencesMs.size());
  }

  /** Of nothing it is not a number, which agrees with nothing. */
  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    sorted.sort(null);
    return sorted.isEmpty() ? Double.NaN : sorted.get((sorted.size() - 1) / 2);
  }
}
