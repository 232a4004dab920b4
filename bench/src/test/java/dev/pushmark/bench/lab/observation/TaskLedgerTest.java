package dev.pushmark.bench.lab.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskLedgerTest {
  private final TaskLedger ledger = new TaskLedger();

  @Test
  void sumsThreads() {
    ledger.enter(Map.of(1L, cpu(10), 2L, cpu(5)));
    assertThat(ledger.total()).isEqualTo(cpu(15));
  }

  @Test
  void keepsWhatEndedThreadsUsed() {
    ledger.enter(Map.of(1L, cpu(10), 2L, cpu(5)));
    ledger.enter(Map.of(1L, cpu(12)));
    ledger.enter(Map.of(1L, cpu(13)));
    assertThat(ledger.total()).isEqualTo(cpu(18));
  }

  @Test
  void aThreadUnderTheNumberOfAnEndedOneIsAnother() {
    ledger.enter(Map.of(1L, cpu(10)));
    ledger.enter(Map.of(1L, cpu(3)));
    assertThat(ledger.total()).isEqualTo(cpu(13));
  }

  private static TaskTimes cpu(long ns) {
    return new TaskTimes(ns, ns * 2, ns * 3, ns * 4);
  }
}
