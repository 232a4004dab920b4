package dev.pushmark.scenarios.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Fault;
import dev.pushmark.results.store.Json;
import dev.pushmark.scenarios.fault.FaultLog.Effect;
import dev.pushmark.scenarios.fault.FaultLog.Entry;
import dev.pushmark.scenarios.fault.FaultLog.Flow;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FaultLogTest {
  private static final Entry STALLED =
      new Entry(
          5,
          0,
          new Fault.Stall(Duration.ofSeconds(1)),
          Effect.PASSED,
          7,
          50_001,
          new Flow(10, 9),
          Flow.NONE);

  @Test
  void anEntryIsWrittenWithItsFaultAndReadAsItWas() throws IOException {
    String line = Json.line(STALLED);
    assertThat(line)
        .contains("\"fault\":{\"kind\":\"stall\",\"lasting\":\"1s\"}", "\"effect\":\"passed\"");
    assertThat(Json.parse(line, Entry.class)).isEqualTo(STALLED);
  }

  @Test
  void onlyWhatStruckIsCounted() {
    FaultLog log = new FaultLog(10);
    log.add(STALLED);
    log.add(new Entry(6, 1, new Fault.Cut(), Effect.MISSED, 0, 0, Flow.NONE, Flow.NONE));
    log.add(new Entry(7, 2, new Fault.Cut(), Effect.STRUCK, 1, 50_002, Flow.NONE, Flow.NONE));
    assertThat(log.struck(Fault.Stall.class)).isZero();
    assertThat(log.struck(Fault.Cut.class)).isEqualTo(1);
    assertThat(log.entries()).hasSize(3);
    assertThat(log.leftOut()).isZero();
  }
}
