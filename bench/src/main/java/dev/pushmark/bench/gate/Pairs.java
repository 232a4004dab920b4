package dev.pushmark.bench.gate;

import dev.pushmark.bench.Clock;
import dev.pushmark.bench.gate.GateLab.GateListener;
import dev.pushmark.bench.lab.Lab;
import dev.pushmark.bench.lab.Order;
import dev.pushmark.bench.lab.Slot;
import dev.pushmark.results.model.GatePlan;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Round;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Measures pairs of rounds, one of each side next to each other, all in random order; of a stored
 * side there is nothing to measure, and a pair is one round. Not thread safe.
 */
final class Pairs {
  private final Plan plan;
  private final Party baseline;
  private final Party candidate;
  private final Clock clock;
  private final GateListener listener;
  private final Path exchange;
  private final Random random;

  Pairs(
      Plan plan,
      Party baseline,
      Party candidate,
      Clock clock,
      GateListener listener,
      Path exchange) {
    this.plan = plan;
    this.baseline = baseline;
    this.candidate = candidate;
    this.clock = clock;
    this.listener = listener;
    this.exchange = exchange;
    this.random = new Random(plan.seed());
  }

  /**
   * Measures these blocks, a pair of each transport in each. A transport of which so many pairs
   * were spoilt that the rest cannot be enough is given up.
   */
  void measure(Set<String> transports, int from, int to) throws IOException, InterruptedException {
    listener.stageBegins(transports, to - from + 1);
    Map<String, Integer> spoilt = new HashMap<>();
    int mostSpoilt = to - from + 1 - GatePlan.FEWEST_PAIRS;
    for (int block = from; block <= to; block++) {
      List<String> order = new ArrayList<>(plan.transports());
      order.retainAll(transports);
      order.removeIf(transport -> spoilt.getOrDefault(transport, 0) > mostSpoilt);
      Collections.shuffle(order, random);
      for (int position = 1; position <= order.size(); position++) {
        String transport = order.get(position - 1);
        if (!isValid(block, position, transport)) {
          spoilt.merge(transport, 1, Integer::sum);
        }
      }
    }
  }

  /** Measures a pair, again where other load spoilt it; whether both its rounds are valid then. */
  private boolean isValid(int block, int position, String transport)
      throws IOException, InterruptedException {
    List<Party> pair = new ArrayList<>(List.of(baseline, candidate));
    Collections.shuffle(pair, random);
    for (int attempt = 1; attempt <= Lab.MAX_ATTEMPTS; attempt++) {
      if (attempt > 1) {
        listener.pairIsRepeated(block, transport);
      }
      boolean valid = true;
      boolean again = false;
      for (Party party : pair) {
        if (party instanceof Party.Measured measured) {
          Slot slot = new Slot(block, attempt, position, transport, clock.now());
          Round round = measured.measure(slot, Order.seed(plan, block), exchange);
          listener.roundEnds(party == baseline, round);
          valid &= !(round.outcome() instanceof Outcome.Invalid);
          again |= Lab.isDisturbed(round);
        }
      }
      if (!again) {
        return valid;
      }
    }
    return false;
  }
}
