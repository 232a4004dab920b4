package dev.pushmark.bench.lab;

import dev.pushmark.results.model.Plan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The random choices of a plan that are the lab's, all from the plan's seed. */
public final class Order {
  private Order() {}

  /**
   * A transport of one of several plans.
   *
   * @param plan its place among them, from 0
   */
  record Turn(int plan, String transport) {}

  /** Per block, every transport of every plan once, in random order: that of the first's seed. */
  static List<List<Turn>> of(List<Plan> plans) {
    Random random = new Random(plans.get(0).seed());
    List<List<Turn>> blocks = new ArrayList<>();
    for (int block = 1; block <= plans.get(0).rounds(); block++) {
      List<Turn> order = new ArrayList<>();
      for (int i = 0; i < plans.size(); i++) {
        int place = i;
        plans.get(i).transports().forEach(transport -> order.add(new Turn(place, transport)));
      }
      Collections.shuffle(order, random);
      blocks.add(order);
    }
    return blocks;
  }

  /** Of such an order, what is one plan's. */
  static List<List<String>> ofPlan(int plan, List<List<Turn>> blocks) {
    return blocks.stream()
        .map(
            block ->
                block.stream().filter(turn -> turn.plan() == plan).map(Turn::transport).toList())
        .toList();
  }

  /** The seed of a block's rounds: the same for each of them, so that all get the same events. */
  public static long seed(Plan plan, int block) {
    return new Random(plan.seed() + block).nextLong();
  }
}
