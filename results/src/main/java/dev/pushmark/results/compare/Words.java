package dev.pushmark.results.compare;

import java.util.List;

/** Small grammar of sentences. */
public final class Words {
  private Words() {}

  /** "a", "a and b", "a, b and c". */
  public static String list(List<String> parts) {
    int last = parts.size() - 1;
    return last < 1
        ? String.join("", parts)
        : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
  }

  /** The names of transports in the middle of a sentence. */
  static String names(List<TransportFigures> transports) {
    return list(transports.stream().map(t -> TransportName.inText(t.transport())).toList());
  }

  /** "1 round", "2 rounds". */
  static String count(long count, String one) {
    return count(count, one, one + "s");
  }

  /** "1 delivery", "2 deliveries". */
  static String count(long count, String one, String several) {
    return Units.count(count) + " " + (count == 1 ? one : several);
  }

  /** A sentence starts with a capital, save where it starts with a name that is not ours. */
  static String sentence(String text, List<TransportFigures> startsWith) {
    return startsWith.isEmpty()
        ? Character.toUpperCase(text.charAt(0)) + text.substring(1)
        : TransportName.asTitle(startsWith.get(0).transport())
            + text.substring(TransportName.inText(startsWith.get(0).transport()).length());
  }
}
