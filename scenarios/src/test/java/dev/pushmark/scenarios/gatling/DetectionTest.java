package dev.pushmark.scenarios.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Fault;
import dev.pushmark.scenarios.fault.FaultLog.Effect;
import dev.pushmark.scenarios.fault.FaultLog.Entry;
import dev.pushmark.scenarios.fault.FaultLog.Flow;
import dev.pushmark.scenarios.reconnect.Outages.Silence;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class DetectionTest {
  private static final Flow NOTHING = new Flow(0, 0);

  private static Entry entry(long timeNs, Fault fault, Effect effect, long connection, int port) {
    return new Entry(timeNs, 0, fault, effect, connection, port, NOTHING, NOTHING);
  }

  private static Entry struck(long timeNs, long connection, int port) {
    return entry(timeNs, new Fault.HalfOpen(), Effect.STRUCK, connection, port);
  }

  @Test
  void eachSilenceIsCountedFromTheFaultOfItsOwnConnection() {
    Histogram after =
        Detection.bySubscribers(
            List.of(struck(1_000, 1, 501), struck(1_400, 2, 502)),
            List.of(new Silence(502, 1_500), new Silence(501, 1_700)));

    assertThat(after.getTotalCount()).isEqualTo(2);
    assertThat(after.getMinValue()).isEqualTo(100);
    assertThat(after.getMaxValue()).isEqualTo(700);
  }

  @Test
  void whoTakesALivingConnectionForDeadHasFoundNothing() {
    List<Entry> log =
        List.of(struck(1_000, 1, 501), entry(1_000, new Fault.Cut(), Effect.STRUCK, 2, 502));
    List<Silence> silences =
        List.of(new Silence(501, 900), new Silence(502, 1_200), new Silence(503, 1_200));

    assertThat(Detection.bySubscribers(log, silences).getTotalCount()).isZero();
  }

  @Test
  void aPortThatIsHadAgainBelongsToTheLastConnection() {
    Histogram after =
        Detection.bySubscribers(
            List.of(struck(1_000, 1, 501), struck(2_000, 9, 501)),
            List.of(new Silence(501, 1_100), new Silence(501, 2_300)));

    assertThat(after.getMinValue()).isEqualTo(100);
    assertThat(after.getMaxValue()).isEqualTo(300);
  }

  @Test
  void theServerHasFoundWhatItEndedOnceItWasHalfOpen() {
    Histogram after =
        Detection.byServer(
            List.of(
                struck(1_000, 1, 501),
                struck(1_000, 2, 502),
                entry(1_800, new Fault.HalfOpen(), Effect.NOTICED, 2, 502)));

    assertThat(after.getTotalCount()).isEqualTo(1);
    assertThat(after.getMaxValue()).isEqualTo(800);
  }
}
