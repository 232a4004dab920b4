package dev.pushmark.bench.experiment;

import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimVerdict;
import java.util.ArrayList;
import java.util.List;

/** What people are taught about real-time transports, as far as an experiment decides it. */
public enum Claim {
  C1("Polling often is as good as push"),
  C2("Real-time means no delay"),
  C3("Push always makes an app faster"),
  C4("Held connections cost memory"),
  C5("Polling wastes traffic"),
  C6("Polling is enough when updates are rare"),
  C7("WebSocket beats SSE and long polling"),
  C8("Socket.IO is WebSocket with comfort for free"),
  C9("Networks that block WebSocket need a fallback"),
  C10("Reconnecting must be built in"),
  C11("Messages get lost, doubled or reordered around a reconnect"),
  C12("All users see the same thing at the same time"),
  C13("Too many updates flood slow clients"),
  C14("Batching keeps it cheap"),
  C15("Connections must be authenticated, and it costs"),
  C16("One server cannot hold thousands of users"),
  C20("Heartbeats find dead connections"),
  C21("HTTP/2 push could replace WebSocket"),
  C23("Real-time is a matter of one transport for all uses");

  private final String taught;

  Claim(String taught) {
    this.taught = taught;
  }

  /** The claim as it is taught. */
  public String taught() {
    return taught;
  }

  ClaimVerdict verdict(
      ClaimVerdict.Answer answer,
      String statement,
      String rule,
      List<ClaimFigure> figures,
      String... silences) {
    return new ClaimVerdict(name(), taught, answer, statement, rule, figures, List.of(silences));
  }

  /** The figures that decide, and those that are told beside them. */
  static List<ClaimFigure> both(List<ClaimFigure> deciding, List<ClaimFigure> others) {
    List<ClaimFigure> all = new ArrayList<>(deciding);
    all.addAll(others);
    return all;
  }
}
