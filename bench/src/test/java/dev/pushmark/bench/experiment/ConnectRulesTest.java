package dev.pushmark.bench.experiment;

import static dev.pushmark.bench.experiment.Figures.ratio;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.bench.experiment.ConnectRules.Blocked;
import dev.pushmark.bench.experiment.ConnectRules.Way;
import dev.pushmark.results.model.ClaimFigure;
import dev.pushmark.results.model.ClaimVerdict;
import dev.pushmark.results.model.ClaimVerdict.Answer;
import dev.pushmark.results.model.NewcomerCounts;
import dev.pushmark.results.model.Traffic;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectRulesTest {
  private static final ClaimFigure DEAR = ratio("TLS ÷ cleartext", 2, 3);
  private static final ClaimFigure CHEAP = ratio("token ÷ cleartext", 0.9, 1.05);
  private static final ClaimFigure UNTOLD = ratio("token ÷ cleartext", 0.5, 1.5);

  /** A figure that decides nothing. */
  private static final ClaimFigure OTHER = ratio("bytes", 1, 2);

  /** 100 came, 20 of them with a wrong token and 20 with an expired one. */
  private static NewcomerCounts refusals(long wrong, long expired, long good) {
    return new NewcomerCounts(
        100, 100 - wrong - expired - good, 0, 0, good, 20, wrong, 20, expired, 0, traffic());
  }

  private static Traffic traffic() {
    return new Traffic(0, 0, 0, 0, 0);
  }

  private static NewcomerCounts came(long came, long greeted) {
    return new NewcomerCounts(came, greeted, greeted, 0, 0, 0, 0, 0, 0, 0, traffic());
  }

  private static Answer authenticated(NewcomerCounts refusals, ClaimFigure... costs) {
    return ConnectRules.authenticated(List.of(costs), refusals, List.of(OTHER)).answer();
  }

  private static Answer fallback(Blocked... networks) {
    return ConnectRules.needsFallback(List.of(networks), List.of(OTHER)).answer();
  }

  private static Blocked network(NewcomerCounts alone, NewcomerCounts... fallbacks) {
    return new Blocked(
        "refused",
        alone,
        List.of(fallbacks).stream().map(counts -> new Way("SSE", counts)).toList());
  }

  @Test
  void authenticationCostsWhereTlsAndTokensBothDo() {
    NewcomerCounts exact = refusals(20, 20, 0);
    assertThat(authenticated(exact, DEAR, DEAR)).isEqualTo(Answer.HOLDS);
    assertThat(authenticated(exact, DEAR, CHEAP)).isEqualTo(Answer.DEPENDS);
    assertThat(authenticated(exact, CHEAP, CHEAP)).isEqualTo(Answer.DOES_NOT_HOLD);
    assertThat(authenticated(exact, DEAR, UNTOLD)).isEqualTo(Answer.CANNOT_BE_TOLD);
  }

  @Test
  void aServerThatLetsOneInWronglyOrRefusesOneWronglyDoesNotAuthenticate() {
    assertThat(authenticated(refusals(19, 20, 0), DEAR, DEAR)).isEqualTo(Answer.DOES_NOT_HOLD);
    assertThat(authenticated(refusals(20, 19, 0), DEAR, DEAR)).isEqualTo(Answer.DOES_NOT_HOLD);
    assertThat(authenticated(refusals(20, 20, 1), DEAR, DEAR)).isEqualTo(Answer.DOES_NOT_HOLD);
  }

  @Test
  void whereNoWrongTokenWasShownNothingIsKnownOfRefusals() {
    assertThat(authenticated(came(100, 100), DEAR, DEAR)).isEqualTo(Answer.CANNOT_BE_TOLD);
    assertThat(authenticated(NewcomerCounts.NONE)).isEqualTo(Answer.CANNOT_BE_TOLD);
  }

  @Test
  void refusalsAreToldAsCounts() {
    ClaimVerdict verdict =
        ConnectRules.authenticated(List.of(DEAR, DEAR), refusals(20, 20, 0), List.of());
    assertThat(verdict.statement())
        .contains("20 of 20 with a wrong token", "20 of 20 with an expired one", "0 of 60 with a");
  }

  @Test
  void oneFigureThatIsDearerIsAPriceOfComfort() {
    assertThat(ConnectRules.freeToConnect(List.of(DEAR, UNTOLD), List.of()).answer())
        .isEqualTo(Answer.DOES_NOT_HOLD);
    assertThat(ConnectRules.freeToConnect(List.of(CHEAP, UNTOLD), List.of()).answer())
        .isEqualTo(Answer.CANNOT_BE_TOLD);
    assertThat(ConnectRules.freeToConnect(List.of(CHEAP), List.of()).answer())
        .isEqualTo(Answer.HOLDS);
    assertThat(ConnectRules.freeToConnect(List.of(), List.of(OTHER)).answer())
        .isEqualTo(Answer.CANNOT_BE_TOLD);
  }

  @Test
  void aFallbackIsNeededWhereNothingComesWithoutAndToEverybodyWithOne() {
    Blocked mended = network(came(60, 0), came(60, 60), came(50, 50));
    Blocked open = network(came(60, 60), came(60, 60));
    assertThat(fallback(mended)).isEqualTo(Answer.HOLDS);
    assertThat(fallback(mended, open)).isEqualTo(Answer.HOLDS);
    assertThat(fallback(open)).isEqualTo(Answer.DOES_NOT_HOLD);
    assertThat(fallback(mended, network(came(60, 0), came(60, 59)))).isEqualTo(Answer.DEPENDS);
  }

  @Test
  void whereNobodyCameNothingIsKnownOfFallbacks() {
    assertThat(fallback()).isEqualTo(Answer.CANNOT_BE_TOLD);
    assertThat(fallback(network(came(60, 0), NewcomerCounts.NONE)))
        .isEqualTo(Answer.CANNOT_BE_TOLD);
    assertThat(fallback(network(NewcomerCounts.NONE, came(60, 60))))
        .isEqualTo(Answer.CANNOT_BE_TOLD);
  }
}
