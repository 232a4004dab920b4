package dev.pushmark.results.report;

import dev.pushmark.results.compare.TransportName;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.model.SweepRun;
import dev.pushmark.results.model.SweepRun.Axis;
import dev.pushmark.results.model.SweepRun.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that stands on the page of a comparison over several networks, written out; the template only
 * lays it out.
 *
 * @param sentences from where to where the figures of each transport go
 * @param cautions what to keep in mind
 */
public record SweepPage(
    String startedAt,
    boolean incomplete,
    String headline,
    List<String> sentences,
    List<String> cautions,
    List<SweepPlot> plots,
    String axis,
    List<Column> columns,
    List<Row> rows,
    List<Fact> environment,
    String command) {

  /** A network, and the folder of its run. */
  public record Column(String value, String folder) {}

  /** A percentile of a transport over every network. */
  public record Row(String look, String name, String percentile, List<String> cells) {}

  static SweepPage of(SweepRun run) {
    List<String> cautions = new ArrayList<>(SweepText.cautions(run));
    cautions.add(how(run.along()));
    return new SweepPage(
        Facts.startedAt(run.startedAt()),
        run.state() == Run.State.INCOMPLETE,
        SweepText.headline(run),
        SweepText.sentences(run),
        cautions,
        Stream.of(SweepPlot.of(run, "p50", Figures::p50), SweepPlot.of(run, "p99", Figures::p99))
            .flatMap(Stream::ofNullable)
            .toList(),
        run.along().title(),
        run.legs().stream()
            .map(leg -> new Column(SweepText.value(run.along(), leg.value()), leg.folder()))
            .toList(),
        run.legs().isEmpty() ? List.of() : rows(run),
        Facts.ofEnvironment(run.environment()),
        CommandLine.of(run.command()));
  }

  private static List<Row> rows(SweepRun run) {
    List<Row> rows = new ArrayList<>();
    for (String transport : run.transports()) {
      String look = Look.of(transport, run.transports());
      String name = TransportName.asTitle(transport);
      List<Figures> figures = run.legs().stream().map(leg -> leg.of(transport)).toList();
      rows.add(
          new Row(look, name, "p50", figures.stream().map(f -> SweepText.cell(f.p50())).toList()));
      rows.add(
          new Row(look, name, "p99", figures.stream().map(f -> SweepText.cell(f.p99())).toList()));
    }
    return rows;
  }

  /** What makes the networks differ, and what that leaves out. */
  private static String how(Axis along) {
    return switch (along) {
      case RTT ->
          "Round trips are added by a proxy near the subscribers, half each way; at 0s there is no"
              + " proxy. It ends TCP on both sides: the handshake is made longer by the proxy, but"
              + " windows and retransmissions are those of a short way. Publishers are near.";
      case BANDWIDTH ->
          "A proxy near the subscribers passes so many bytes per second of each connection and"
              + " direction; what has no room waits in it, then in the kernel, then in the server."
              + " Publishers are not limited.";
      case LOSS ->
          "Packets get lost below TCP, each way, independently of each other, so that"
              + " retransmissions and what waits behind them are real. With a round trip added, TCP"
              + " between the proxy and the server is what loses them, over a way without delay:"
              + " it recovers sooner than over a long one. Publishers lose none.";
    };
  }

  /** How to read the table. */
  public String legend() {
    return SweepText.LEGEND;
  }

  /** The raw data beside the page. */
  public List<Fact> files() {
    return List.of(
        new Fact("sweep.json", "the figures"),
        new Fact("rounds.csv", "every round of every run"),
        new Fact("SHA256SUMS", "checksums: sha256sum -c SHA256SUMS"));
  }
}
