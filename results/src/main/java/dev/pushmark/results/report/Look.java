package dev.pushmark.results.report;

import java.util.List;

/**
 * The look of a transport, the same on every page: its colour and dash, as a class of the style.
 */
public final class Look {
  private static final List<String> OURS =
      List.of("refresh", "short-polling", "long-polling", "sse", "websocket");
  private static final int OTHERS = 3;

  private Look() {}

  /**
   * The name of the class.
   *
   * @param transports all of the run, in the order of the plan
   */
  public static String of(String transport, List<String> transports) {
    if (OURS.contains(transport)) {
      return "t-" + transport;
    }
    List<String> others = transports.stream().filter(name -> !OURS.contains(name)).toList();
    return "t-other-" + Math.floorMod(others.indexOf(transport), OTHERS);
  }
}
