package dev.pushmark.bench.lab;

import dev.pushmark.bench.lab.observation.Observation;
import dev.pushmark.results.compare.Judgement;
import dev.pushmark.results.compare.TransportFigures;
import dev.pushmark.results.compare.Units;
import dev.pushmark.results.compare.WitnessWords;
import dev.pushmark.results.model.Counts;
import dev.pushmark.results.model.Injection;
import dev.pushmark.results.model.Limits;
import dev.pushmark.results.model.Metric;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Usage;
import dev.pushmark.results.model.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Says how a measured round ended. The instrument comes first: if it failed, nothing can be said of
 * the server.
 */
final class Judge {
  /** Share of its cores that others must have taken before they are to blame for its waiting. */
  private static final double OTHERS_TO_BLAME = 0.05;

  /** Share of the measurement that collecting garbage may hold the injector's threads up. */
  private static final double GC_SHARE = 0.1;

  private final Plan plan;

  Judge(Plan plan) {
    this.plan = plan;
  }

  Outcome judge(Slot slot, Evidence evidence) {
    List<String> broken = broken(evidence);
    List<String> late = lateness(evidence);
    List<String> waiting = new ArrayList<>();
    boolean injectorSuffered = injectorWaited(evidence, waiting) || !late.isEmpty();
    boolean serverSuffered = serverWaited(evidence, waiting);
    if (injectorSuffered || serverSuffered || !broken.isEmpty()) {
      // Who is kept from its cores is late: lateness needs no other cause, anything broken does.
      boolean fromOutside =
          broken.isEmpty()
              && (!injectorSuffered
                  || disturbed(evidence.injector())
                  || othersTookAsLongAsItStood(evidence));
      List<String> reasons = new ArrayList<>(broken);
      reasons.addAll(late);
      reasons.addAll(waiting);
      if (fromOutside && waiting.isEmpty()) {
        reasons.add(
            "others used %s of the injector's cores"
                .formatted(Units.share(evidence.injector().othersShare())));
      }
      return new Outcome.Invalid(reasons, fromOutside);
    }
    List<String> missed = missed(slot, evidence);
    return missed.isEmpty() ? new Outcome.Done() : new Outcome.Failed(missed);
  }

  private boolean injectorWaited(Evidence evidence, List<String> reasons) {
    return waited("injector", evidence.injector(), evidence, reasons);
  }

  /** A server whose own threads wait for each other is busy, not disturbed: that is a finding. */
  private boolean serverWaited(Evidence evidence, List<String> reasons) {
    return disturbed(evidence.server()) && waited("server", evidence.server(), evidence, reasons);
  }

  private boolean waited(
      String name, Observation process, Evidence evidence, List<String> reasons) {
    double share = runQueueShare(process.usage(), evidence.injection().measurementNs());
    if (share <= plan.limits().runQueueShare()) {
      return false;
    }
    reasons.add(
        "the %s's threads waited %s of the measurement for a core (limit %s); others used %s of its cores"
            .formatted(
                name,
                Units.share(share),
                Units.share(plan.limits().runQueueShare()),
                Units.share(process.othersShare())));
    return true;
  }

  private static boolean disturbed(Observation process) {
    return process.othersShare() >= OTHERS_TO_BLAME;
  }

  /**
   * Whether the injector stood still for no longer than others had its cores: a hypervisor that
   * takes a core away once, for a tenth of a second, takes but a small share of the measurement.
   */
  private boolean othersTookAsLongAsItStood(Evidence evidence) {
    Histogram stalls = evidence.whole(Metric.INJECTOR_STALL);
    Observation injector = evidence.injector();
    int cores = injector.usage() == null ? 1 : injector.usage().cores();
    double othersNs = injector.othersShare() * evidence.injection().measurementNs() * cores;
    return stalls.getValueAtPercentile(99) > plan.limits().receiveLagP99().toNanos()
        && othersNs >= stalls.getMaxValue()
        && evidence.whole(Metric.INJECTOR_GC_PAUSE).getMaxValue() < stalls.getMaxValue() / 2;
  }

  private static double runQueueShare(@Nullable Usage usage, long lengthNs) {
    return usage == null ? 0 : (double) usage.runQueueNs() / lengthNs / usage.cores();
  }

  private List<String> lateness(Evidence evidence) {
    Limits limits = plan.limits();
    Counts counts = evidence.injection().counts();
    List<String> reasons = new ArrayList<>();
    if (counts.published() < limits.publishedShare() * counts.scheduled()) {
      reasons.add(
          "only %s of %s scheduled events were published"
              .formatted(Units.count(counts.published()), Units.count(counts.scheduled())));
    }
    tooLate(reasons, "events were sent", evidence.p99Ns(Metric.SEND_DELAY), limits.sendDelayP99());
    tooLate(
        reasons,
        "deliveries were recorded",
        evidence.p99Ns(Metric.RECEIVE_LAG),
        limits.receiveLagP99());
    // Stalls are seen also while nothing is due; whoever had come at any instant waits so long.
    double stallP99Ns = evidence.p99Ns(Metric.INJECTOR_STALL);
    if (stallP99Ns > limits.receiveLagP99().toNanos()) {
      long gcNs = evidence.whole(Metric.INJECTOR_GC_PAUSE).getMaxValue();
      reasons.add(
          "the injector stood still: stalls p99 %s (limit %s), longest %s%s"
              .formatted(
                  Units.time(stallP99Ns),
                  Units.time((double) limits.receiveLagP99().toNanos()),
                  Units.time(evidence.whole(Metric.INJECTOR_STALL).getMaxValue()),
                  gcNs == 0 ? "" : ", longest pause for garbage collection " + Units.time(gcNs)));
    }
    reasons.addAll(WitnessWords.disagreements(evidence.witness()));
    return reasons;
  }

  private static void tooLate(List<String> reasons, String what, double p99Ns, Duration limit) {
    if (p99Ns > limit.toNanos()) {
      reasons.add(
          "%s late by the injector: p99 %s (limit %s)"
              .formatted(what, Units.time(p99Ns), Units.time((double) limit.toNanos())));
    }
  }

  private List<String> broken(Evidence evidence) {
    Injection injection = evidence.injection();
    List<String> reasons = new ArrayList<>(injection.complaints());
    if (injection.counts().damaged() > 0) {
      reasons.add(Units.count(injection.counts().damaged()) + " deliveries were damaged");
    }
    if (injection.counts().negative() > 0) {
      reasons.add(
          Units.count(injection.counts().negative()) + " deliveries arrived before they were sent");
    }
    Histogram gc = evidence.whole(Metric.INJECTOR_GC_PAUSE);
    double gcShare = gc.getMean() * gc.getTotalCount() / injection.measurementNs();
    if (gcShare > GC_SHARE) {
      reasons.add(
          "garbage collection (GC) held the injector up for %s of the measurement (limit %s), in %s pauses"
              .formatted(
                  Units.share(gcShare), Units.share(GC_SHARE), Units.count(gc.getTotalCount())));
    }
    Usage usage = evidence.injector().usage();
    if (usage != null) {
      double share = (double) usage.cpuNs() / injection.measurementNs() / usage.cores();
      if (share > plan.limits().injectorCpu()) {
        reasons.add(
            "the injector used %s of its cores (limit %s)"
                .formatted(Units.share(share), Units.share(plan.limits().injectorCpu())));
      }
    }
    return reasons;
  }

  private List<String> missed(Slot slot, Evidence evidence) {
    Injection injection = evidence.injection();
    Counts counts = injection.counts();
    List<String> reasons = new ArrayList<>();
    if (injection.subscribed() < injection.subscribers()) {
      reasons.add(
          "%d of %d subscribers could not subscribe"
              .formatted(
                  injection.subscribers() - injection.subscribed(), injection.subscribers()));
    }
    if (injection.disconnected() > 0) {
      reasons.add("%d subscribers were disconnected".formatted(injection.disconnected()));
    }
    ofExpected(reasons, counts.lost(), counts, "were lost in silence");
    if (plan.workload().delivery() == Workload.Delivery.EVERY) {
      ofExpected(reasons, counts.skipped(), counts, "were skipped, the subscriber told so");
    }
    ofExpected(reasons, counts.duplicated(), counts, "came more than once");
    ofExpected(
        reasons,
        counts.expected() - counts.delivered() - counts.lost() - counts.skipped(),
        counts,
        "were not delivered");
    TransportFigures figures =
        TransportFigures.of(
            slot.transport(),
            List.of(slot.round(new Outcome.Done(), evidence)),
            Map.of(slot.id(), evidence.histograms()));
    Judgement.of(plan.expectations(), figures).stream()
        .filter(judgement -> judgement.answer() == Judgement.Answer.MISSED)
        .forEach(judgement -> reasons.add(judgement.inWords()));
    return reasons;
  }

  private static void ofExpected(List<String> reasons, long number, Counts counts, String what) {
    if (number > 0) {
      reasons.add(
          "%s of %s deliveries %s"
              .formatted(Units.count(number), Units.count(counts.expected()), what));
    }
  }
}
