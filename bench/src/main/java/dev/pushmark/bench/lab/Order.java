package dev.pushmark.bench.lab;

import dev.pushmark.results.model.Plan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The random choices of a plan that are the lab's, all from the plan's seed. */
public final class Order {
  private Order() {}

  /** Per block, every transport once, in random order. */
  static List<List<String>> of(Plan plan) {
    Random random = new Random(plan.seed());
    List<List<String>> blocks = new ArrayList<>();
    for (int block = 1; block <= plan.rounds(); block++) {
      List<String> order = new ArrayList<>(plan.transports());
      Collections.shuffle(order, random);
      blocks.add(order);
    }
    return blocks;
  }

  /** The seed of a block's rounds: the same for each of them, so that all get the same events. */
  public static long seed(Plan plan, int block) {
    return new Random(plan.seed() + block).nextLong();
  }
}
