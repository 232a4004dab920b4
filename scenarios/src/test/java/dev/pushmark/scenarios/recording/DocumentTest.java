package dev.pushmark.scenarios.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.results.model.Convergence;
import dev.pushmark.results.model.Ordering;
import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.stamp.Payload;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Two people write into a document that two people read. */
class DocumentTest {
  private static final Ordering CHECKING =
      new Ordering(Ordering.Mode.CHECKING, 10, Duration.ofSeconds(1));

  private final Payload payload = new Payload(200);
  private Recorder recorder = new Recorder(new StoppedClock(), 0);
  private SubscriberRecord one = subscriber();
  private SubscriberRecord other = subscriber();
  private EventStream ann = publisher();
  private EventStream ben = publisher();

  private static final class StoppedClock implements Clock {
    @Override
    public long nanoTime() {
      return 100;
    }

    @Override
    public Instant wallTime() {
      return Instant.EPOCH;
    }
  }

  /** A turn that does not end, in which nothing is waited for. */
  private static final class NoTasks implements Loop {
    @Override
    public void execute(Runnable task) {}

    @Override
    public void after(long delayNs, Runnable task) {}
  }

  private void recordingWith(Ordering ordering) {
    recorder = new Recorder(new StoppedClock(), 0, ordering);
    one = subscriber();
    other = subscriber();
    ann = publisher();
    ben = publisher();
  }

  private SubscriberRecord subscriber() {
    SubscriberRecord subscriber = recorder.subscriber("document", new NoTasks(), worst -> {});
    subscriber.subscribed();
    return subscriber;
  }

  private EventStream publisher() {
    EventStream stream = recorder.publisher("document", 100, new long[] {0, 0});
    stream.published(2);
    return stream;
  }

  private void receive(SubscriberRecord subscriber, EventStream stream, int sequence) {
    ByteBuf bytes = Unpooled.buffer();
    payload.writeTo(bytes, stream.publisher(), sequence, 100, 100);
    subscriber.received(bytes, bytes.readerIndex(), bytes.writerIndex());
  }

  @Test
  void whoGetsTheSameInTheSameOrderEndsWithTheSame() {
    for (SubscriberRecord each : new SubscriberRecord[] {one, other}) {
      receive(each, ann, 0);
      receive(each, ben, 0);
      receive(each, ann, 1);
    }
    assertThat(recorder.finish().convergence()).isEqualTo(new Convergence(1, 0, 0));
  }

  @Test
  void whoGetsOnesEditsInAnotherOrderDivergesUnlessItChecks() {
    receive(one, ann, 0);
    receive(one, ann, 1);
    receive(other, ann, 1);
    receive(other, ann, 0);
    assertThat(recorder.finish().convergence()).isEqualTo(new Convergence(1, 1, 0));

    recordingWith(CHECKING);
    receive(one, ann, 0);
    receive(one, ann, 1);
    receive(other, ann, 1);
    receive(other, ann, 0);
    assertThat(recorder.finish().convergence()).isEqualTo(new Convergence(1, 0, 0));
  }

  @Test
  void checkingDoesNotHelpWhereDifferentPeoplesEditsOvertakeEachOther() {
    recordingWith(CHECKING);
    receive(one, ann, 0);
    receive(one, ben, 0);
    receive(other, ben, 0);
    receive(other, ann, 0);

    assertThat(recorder.finish().convergence()).isEqualTo(new Convergence(1, 1, 0));
  }

  @Test
  void whatComesTwiceIsAppliedTwiceUnlessItIsChecked() {
    receive(one, ann, 0);
    receive(other, ann, 0);
    receive(other, ann, 0);
    assertThat(recorder.finish().convergence()).isEqualTo(new Convergence(1, 1, 0));

    recordingWith(CHECKING);
    receive(one, ann, 0);
    receive(other, ann, 0);
    receive(other, ann, 0);
    assertThat(recorder.finish().convergence()).isEqualTo(new Convergence(1, 0, 0));
  }

  @Test
  void whoLacksAnEditIsBeyondMerging() {
    receive(one, ann, 0);
    receive(one, ben, 0);
    receive(other, ann, 0);

    assertThat(recorder.finish().convergence()).isEqualTo(new Convergence(1, 1, 1));
  }

  @Test
  void whereOnlyOnePublishesNothingIsCompared() {
    Recorder alone = new Recorder(new StoppedClock(), 0);
    alone.subscriber("room", new NoTasks(), worst -> {}).subscribed();
    alone.publisher("room", 100, new long[] {0});

    assertThat(alone.finish().convergence()).isNull();
  }
}
