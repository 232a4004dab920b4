package dev.pushmark.results.compare;

import dev.pushmark.results.compare.Verdict.About;
import dev.pushmark.results.compare.Verdict.Sentence;
import dev.pushmark.results.model.Run;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Writes the verdict. A difference between transports is claimed only where their rounds tell them
 * apart, and no figure has more digits than the rounds agree on.
 */
final class VerdictWriter {
  private final Run run;
  private final List<TransportFigures> transports;
  private final List<TransportFigures> valid;
  private final List<Judgement> judgements;
  private final SpeedWords speed;
  private final CostWords cost;
  private final ArrivalWords arrival;
  private final ValidityWords validity;

  VerdictWriter(
      Run run,
      List<TransportFigures> transports,
      Ranking bySpeed,
      Ranking byCost,
      List<Judgement> judgements) {
    this.run = run;
    this.transports = transports;
    this.valid = transports.stream().filter(t -> !t.validRounds().isEmpty()).toList();
    this.judgements = judgements;
    this.speed = new SpeedWords(bySpeed);
    this.cost = new CostWords(byCost);
    this.arrival = new ArrivalWords(valid);
    this.validity = new ValidityWords(run, transports);
  }

  Verdict write() {
    List<Sentence> sentences = new ArrayList<>();
    if (!speed.isEmpty()) {
      add(sentences, About.SPEED, speed.sentences());
    }
    cost.sentence().ifPresent(text -> sentences.add(new Sentence(About.COST, text)));
    add(sentences, About.ARRIVAL, arrival.sentences());
    add(sentences, About.EXPECTATIONS, expectations());
    add(sentences, About.CAUTION, validity.cautions());
    WitnessWords.sentence(valid)
        .ifPresent(text -> sentences.add(new Sentence(About.CAUTION, text)));
    add(sentences, About.CAUTION, BrowserWords.cautions(run.plan(), transports));
    add(sentences, About.CAUTION, arrival.cautions());
    if (!speed.isEmpty()) {
      add(sentences, About.CAUTION, speed.cautions());
    }
    return new Verdict(headline(), sentences);
  }

  private static void add(List<Sentence> sentences, About about, Collection<String> texts) {
    texts.forEach(text -> sentences.add(new Sentence(about, text)));
  }

  private String headline() {
    if (valid.isEmpty()) {
      return "No round is valid, so nothing can be said.";
    }
    if (!speed.isEmpty()) {
      return speed.headline();
    }
    long most = valid.stream().mapToLong(figures -> figures.counts().published()).max().orElse(0);
    return most == 0
        ? "No events were published: the subscribers were idle."
        : "Too few events for a verdict: p50 needs "
            + Units.count(Percentile.P50.eventsNeeded())
            + " published events, there were "
            + Units.count(most)
            + ".";
  }

  private List<String> expectations() {
    if (judgements.isEmpty()) {
      return List.of();
    }
    List<String> unmet =
        judgements.stream()
            .filter(judgement -> judgement.answer() != Judgement.Answer.MET)
            .map(Judgement::inWords)
            .toList();
    int met = judgements.size() - unmet.size();
    String all = Words.count(judgements.size(), "expectation");
    return unmet.isEmpty()
        ? List.of(
            (judgements.size() == 1 ? "The expectation was" : "All " + all + " were") + " met.")
        : List.of(Units.count(met) + " of " + all + " met. " + String.join("; ", unmet) + ".");
  }
}
