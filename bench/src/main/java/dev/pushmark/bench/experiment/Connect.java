package dev.pushmark.bench.experiment;

import dev.pushmark.bench.experiment.Step.Extent;
import dev.pushmark.bench.experiment.Step.Work;
import dev.pushmark.bench.plan.BadPlanException;
import dev.pushmark.bench.plan.Overrides;
import dev.pushmark.results.compare.Percentile;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimFigure.Kind;
import dev.pushmark.results.model.ClaimFigure.Unit;
import dev.pushmark.results.model.ExperimentRun.Picture;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.NewcomerCounts;
import dev.pushmark.results.model.Tls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What it takes to let somebody in: with TLS, with tokens, and with neither. */
final class Connect implements Experiment {
  private static final String WEBSOCKET = "websocket";
  private static final String CLEARTEXT = "cleartext";
  private static final String REFUSALS = "refusals";
  private static final String CPU = "server CPU per connection";
  private static final double SECOND_NS = 1e9;

  /** Of whom nothing is asked and to whom nothing is sent: there must be somebody. */
  private static final Work SILENT = new Work(1, 1, 0);

  private static final Extent QUICK = new Extent(3, Duration.ofSeconds(1), Duration.ofMillis(1800));
  private static final Extent FULL = new Extent(6, Duration.ofSeconds(3), Duration.ofSeconds(5));
  private static final Extent ONCE = new Extent(1, Duration.ofMillis(500), Duration.ofSeconds(1));

  /** Tokens last until a whole second, and the server looks every now and then. */
  private static final Duration UNTIL_EXPIRED = Duration.ofMillis(3500);

  private static final double CONNECTS_PER_SECOND = 200;
  private static final double REFUSED_PER_SECOND = 100;
  private static final double SHARE = 0.2;

  @Override
  public Description description() {
    return new Description(
        "connect",
        "What does it take to let a subscriber in, with TLS and with tokens?",
        List.of(Claim.C15));
  }

  @Override
  public List<Step> steps(Form form) throws BadPlanException {
    List<Step> steps = new ArrayList<>();
    steps.add(step(CLEARTEXT, "In cleartext, without tokens", form, Tls.NONE, false));
    steps.add(step("tokens", "In cleartext, with tokens", form, Tls.NONE, true));
    steps.add(step("tls", "By TLS, without tokens", form, Tls.FULL_HANDSHAKES, false));
    if (!form.quick()) {
      steps.add(step("tls-tokens", "By TLS, with tokens", form, Tls.FULL_HANDSHAKES, true));
      steps.add(
          step("tls-resumed", "By TLS that is resumed, no tokens", form, Tls.RESUMPTION, false));
    }
    steps.add(
        Step.of(
                REFUSALS,
                "Tokens of which some are wrong and some expired, and the rest expire in mid-stream",
                List.of(WEBSOCKET),
                SILENT,
                ONCE,
                null,
                form,
                coming(REFUSED_PER_SECOND)
                    .truth("/server/tokens", true)
                    .number("/newcomers/wrongTokens", Double.valueOf(SHARE))
                    .number("/newcomers/expiredTokens", Double.valueOf(SHARE))
                    .duration("/newcomers/tokenLife", Duration.ofSeconds(1))
                    .duration("/newcomers/stay", Duration.ofSeconds(10)))
            .draining(UNTIL_EXPIRED)
            .with(Step.WIDE));
    return steps;
  }

  private static Overrides coming(double perSecond) {
    return new Overrides().number("/newcomers/perSecond", Double.valueOf(perSecond));
  }

  private static Step step(String folder, String done, Form form, Tls tls, boolean tokens)
      throws BadPlanException {
    return Step.of(
            folder,
            done,
            List.of(WEBSOCKET),
            SILENT,
            form.quick() ? QUICK : FULL,
            null,
            form,
            coming(CONNECTS_PER_SECOND).choice("/tls", tls).truth("/server/tokens", tokens))
        .whileItCompiles();
  }

  @Override
  public Conclusions conclude(List<Measured> measured) {
    Map<String, NewcomerReadings> by = new LinkedHashMap<>();
    for (Measured step : measured) {
      String folder = step.step().folder();
      by.put(folder, new NewcomerReadings(title(folder), step.of(WEBSOCKET)));
    }
    NewcomerReadings refusals = by.remove(REFUSALS);
    NewcomerReadings plain = by.get(CLEARTEXT);
    List<ClaimFigure> costs = new ArrayList<>();
    List<ClaimFigure> firsts = new ArrayList<>();
    List<ClaimFigure> others = new ArrayList<>();
    by.forEach(
        (folder, readings) -> {
          if (plain != null && (folder.equals("tokens") || folder.equals("tls"))) {
            costs.add(readings.ratioTo(plain, CPU, NewcomerReadings::serverCpu));
          }
          ClaimFigure cpu = readings.serverCpu();
          others.add(cpu);
          others.add(perCore(cpu));
          for (Percentile percentile : List.of(Percentile.P50, Percentile.P99)) {
            others.add(readings.percentile(Metric.CONNECT, "time to connect", percentile));
            firsts.add(readings.percentile(Metric.FIRST_EVENT, "time to first event", percentile));
          }
        });
    others.addAll(firsts);
    NewcomerCounts counts = refusals == null ? NewcomerCounts.NONE : refusals.counts();
    if (refusals != null) {
      others.add(refusals.count("wrong tokens refused", counts.refusedWrong()));
      others.add(refusals.count("expired tokens refused", counts.refusedExpired()));
      others.add(refusals.count("good tokens refused", counts.refusedGood()));
      others.add(refusals.count("subscriptions ended by the server", counts.ended()));
    }
    return new Conclusions(
        List.of(ConnectRules.authenticated(costs, counts, others)),
        List.of(
            new Picture(
                "Time to the first event",
                "From the moment a newcomer was to begin to connect to its first event, which was"
                    + " there before it came.",
                firsts)));
  }

  /** How many a second one core would let in that does nothing else. */
  private static ClaimFigure perCore(ClaimFigure cpu) {
    Double value = cpu.value();
    Double low = cpu.low();
    Double high = cpu.high();
    return new ClaimFigure(
        cpu.of(),
        cpu.transport(),
        "handshakes per second of a server core",
        Unit.NUMBER,
        Kind.MEASURED,
        value == null ? null : SECOND_NS / value,
        high == null ? null : SECOND_NS / high,
        low == null ? null : SECOND_NS / low,
        cpu.rounds(),
        cpu.samples());
  }

  private static String title(String folder) {
    return switch (folder) {
      case CLEARTEXT -> "Cleartext";
      case "tokens" -> "Token";
      case "tls" -> "TLS";
      case "tls-tokens" -> "TLS and token";
      case "tls-resumed" -> "TLS resumed";
      default -> "Wrong and expired tokens";
    };
  }
}
