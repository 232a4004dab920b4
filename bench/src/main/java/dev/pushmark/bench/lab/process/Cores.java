package dev.pushmark.bench.lab.process;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A set of logical cores, written as the kernel and {@code taskset} write it: {@code 0-3,8}.
 *
 * @param numbers ascending, each once
 */
public record Cores(List<Integer> numbers) {
  private static final int HIGHEST = 4095;

  public Cores {
    numbers = List.copyOf(new TreeSet<>(numbers));
  }

  /**
   * Reads a list such as {@code 0-3,8}.
   *
   * @throws IllegalArgumentException if the text is not of that form
   */
  public static Cores parse(String text) {
    List<Integer> numbers = new ArrayList<>();
    for (String range : text.strip().split(",", -1)) {
      String[] ends = range.split("-", 2);
      int first = number(ends[0], text);
      int last = ends.length == 1 ? first : number(ends[1], text);
      for (int core = first; core <= last; core++) {
        numbers.add(core);
      }
    }
    return new Cores(numbers);
  }

  private static int number(String digits, String text) {
    if (!digits.matches("\\d{1,4}") || Integer.parseInt(digits) > HIGHEST) {
      throw new IllegalArgumentException("cores must be a list such as 0-3,8, was " + text);
    }
    return Integer.parseInt(digits);
  }

  /** How many there are. */
  public int count() {
    return numbers.size();
  }

  /** The first half, rounded down: for the server. */
  Cores firstHalf() {
    return new Cores(numbers.subList(0, numbers.size() / 2));
  }

  /** What {@link #firstHalf} leaves: for the injector. */
  Cores secondHalf() {
    return new Cores(numbers.subList(numbers.size() / 2, numbers.size()));
  }

  /** The list as the kernel writes it; empty text for no core. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < numbers.size(); i++) {
      int first = numbers.get(i);
      int last = first;
      while (i + 1 < numbers.size() && numbers.get(i + 1) == last + 1) {
        last = numbers.get(++i);
      }
      text.append(text.length() == 0 ? "" : ",").append(first);
      if (last > first) {
        text.append('-').append(last);
      }
    }
    return text.toString();
  }
}
