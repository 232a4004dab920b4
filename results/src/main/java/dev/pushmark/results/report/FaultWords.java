package dev.pushmark.results.report;

import dev.pushmark.results.compare.Units;
import dev.pushmark.results.model.DurationText;
import dev.pushmark.results.model.Fault;
import dev.pushmark.results.model.PlannedFault;
import dev.pushmark.results.model.Target;
import java.time.Duration;
import java.util.Locale;

/** Faults in words. */
final class FaultWords {
  private FaultWords() {}

  /** Such as {@code after 2s: cut, each connection with a probability of 50 %}. */
  static String of(PlannedFault planned) {
    return "after "
        + DurationText.format(planned.at())
        + ": "
        + of(planned.fault())
        + whom(planned.target());
  }

  private static String of(Fault fault) {
    Duration lasting = lasting(fault);
    return name(fault)
        + how(fault)
        + (lasting.isZero() ? "" : " for " + DurationText.format(lasting));
  }

  /** As plans call it. */
  static String name(Fault fault) {
    String name = fault.getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-");
    return name.toLowerCase(Locale.ROOT);
  }

  private static String how(Fault fault) {
    if (fault instanceof Fault.Delay delay) {
      return " by " + DurationText.format(delay.oneWay()) + " each way";
    }
    if (fault instanceof Fault.Jitter jitter) {
      return " by at most " + DurationText.format(jitter.atMost()) + " each way";
    }
    if (fault instanceof Fault.Bandwidth bandwidth) {
      return " of " + Units.bytes(bandwidth.bytesPerSecond()) + "/s each way";
    }
    if (fault instanceof Fault.Reorder reorder) {
      return " within " + DurationText.format(reorder.window());
    }
    if (fault instanceof Fault.BlockUpgrade block) {
      return " (" + block.how().name().toLowerCase(Locale.ROOT) + ")";
    }
    return "";
  }

  /** How long it is on; zero if it strikes at one instant. */
  static Duration lasting(Fault fault) {
    if (fault instanceof Fault.Lasting lasting) {
      return lasting.lasting();
    }
    if (fault instanceof Fault.Restart restart) {
      return restart.down();
    }
    if (fault instanceof Fault.Pause pause) {
      return pause.lasting();
    }
    return fault instanceof Fault.Refuse refuse ? refuse.lasting() : Duration.ZERO;
  }

  private static String whom(Target target) {
    if (target instanceof Target.Share share) {
      return ", each connection with a probability of " + Units.share(share.share());
    }
    if (target instanceof Target.Nth nth) {
      return ", connection " + nth.number();
    }
    return target instanceof Target.One ? ", one connection" : "";
  }
}
