package dev.pushmark.bench.browser;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.BrowserFigures;
import dev.pushmark.scenarios.recording.Roll;
import dev.pushmark.scenarios.stamp.Stamp;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** From what a page wrote down to figures: two rooms, an event in each every ten milliseconds. */
class ReceivedTest {
  private static final List<String> ROOMS = List.of("a", "b");
  private static final long MS = 1_000_000;
  private static final long START_NS = 5_000 * MS;

  /** The page's clock began at our second 4. */
  private static final double PAGE_MS_AT_START = 1_000;

  private final List<PageLog.Entry> entries = new ArrayList<>();

  private static Roll.Stream stream(String room, int publisher) {
    return new Roll.Stream(
        room, publisher, START_NS, List.of(0L, 10 * MS, 20 * MS, 30 * MS, 40 * MS), 5);
  }

  private void came(int seat, int publisher, int sequence, double latencyMs) {
    ByteBuf bytes = Unpooled.wrappedBuffer(new byte[Stamp.LENGTH]);
    long intendedNs = START_NS + 10 * MS * sequence;
    Stamp.set(bytes, 0, publisher, sequence, intendedNs, intendedNs);
    entries.add(
        new PageLog.Event(
            seat, PAGE_MS_AT_START + 10 * sequence + latencyMs, bytes.toString(US_ASCII)));
  }

  private BrowserSaw counted() {
    PageClock clock = new PageClock(0.1);
    clock.compared(START_NS - MS / 2, PAGE_MS_AT_START, START_NS + MS / 2);
    Roll roll =
        new Roll(START_NS + 10 * MS, START_NS + 50 * MS, List.of(stream("a", 3), stream("b", 900)));
    return new Received(new PageLog(entries, 2), clock, ROOMS, START_NS - MS, START_NS + 1_000 * MS)
        .beside(roll);
  }

  @Test
  void figuresAreThoseOfTheMeasuredEventsOnOurClock() {
    came(0, 3, 0, 7);
    for (int sequence = 1; sequence < 5; sequence++) {
      came(0, 3, sequence, 2);
      came(1, 900, sequence, 4);
    }
    BrowserSaw saw = counted();
    BrowserFigures figures = saw.figures();
    assertThat(figures.trouble()).isNull();
    assertThat(figures.rooms()).isEqualTo(2);
    assertThat(figures.expected()).isEqualTo(8);
    assertThat(figures.delivered()).isEqualTo(8);
    assertThat(figures.lost()).isZero();
    assertThat(figures.disconnected()).isEqualTo(2);
    assertThat(figures.clockStepNs()).isEqualTo(MS / 10);
    assertThat(figures.clockErrorNs()).isEqualTo(MS / 2 + 2 * MS / 10);
    Histogram latencies = saw.latencies().get(0);
    assertThat(latencies.getTotalCount()).isEqualTo(8);
    assertThat(latencies.valuesAreEquivalent(latencies.getMinValue(), 2 * MS)).isTrue();
    assertThat(latencies.valuesAreEquivalent(latencies.getMaxValue(), 4 * MS)).isTrue();
  }

  @Test
  void lostDoubledAndLateEventsAreCountedPerRoom() {
    came(0, 3, 2, 2);
    came(0, 3, 1, 14);
    came(0, 3, 2, 6);
    came(1, 900, 0, 2);
    entries.add(new PageLog.Gap(1, PAGE_MS_AT_START + 30, 2));
    came(1, 900, 3, 3);
    BrowserFigures figures = counted().figures();
    assertThat(figures.delivered()).isEqualTo(3);
    assertThat(figures.reordered()).isEqualTo(1);
    assertThat(figures.duplicated()).isEqualTo(1);
    assertThat(figures.skipped()).as("1 and 2 of room b").isEqualTo(2);
    assertThat(figures.lost()).as("3 and 4 of room a, 4 of room b").isEqualTo(3);
  }

  @Test
  void anEventInARoomThatItWasNotPublishedIntoIsDamage() {
    came(1, 3, 2, 2);
    BrowserFigures figures = counted().figures();
    assertThat(figures.damaged()).isEqualTo(1);
    assertThat(figures.delivered()).isZero();
  }
}
