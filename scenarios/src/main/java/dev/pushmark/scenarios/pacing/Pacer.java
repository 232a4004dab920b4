package dev.pushmark.scenarios.pacing;

import dev.pushmark.scenarios.Clock;
import dev.pushmark.scenarios.recording.EventStream;
import dev.pushmark.scenarios.recording.Recorder;
import dev.pushmark.scenarios.stamp.Payload;
import dev.pushmark.scenarios.transport.Publisher;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the events of all streams of a process when they are due, on one event loop that does
 * nothing else. It never waits for an answer: an event that is late, for whatever reason, delays
 * none after it by more than the work of sending it, and keeps its intended send time.
 */
public final class Pacer {
  /** Events sent before the loop gets to look at its sockets again. */
  static final int MAX_EVENTS_PER_TURN = 256;

  private final EventLoop loop;
  private final Clock clock;
  private final Recorder recorder;
  private final PriorityQueue<Job> jobs = new PriorityQueue<>();
  private final Runnable turn = this::turn;
  private @Nullable ScheduledFuture<?> timer;

  public Pacer(EventLoop loop, Clock clock, Recorder recorder) {
    this.loop = loop;
    this.clock = clock;
    this.recorder = recorder;
  }

  /**
   * Publishes a stream to its end. Thread safe.
   *
   * @return completes when the last event has been handed to the publisher
   */
  public CompletableFuture<Void> publish(
      EventStream stream, Publisher publisher, int payloadBytes) {
    Job job = new Job(stream, publisher, new Payload(payloadBytes));
    if (stream.size() == 0) {
      job.done.complete(null);
    } else {
      loop.execute(
          () -> {
            jobs.add(job);
            if (jobs.peek() == job) {
              turn();
            }
          });
    }
    return job.done;
  }

  private void turn() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
    long nowNs = clock.nanoTime();
    int sent = 0;
    Job job = jobs.peek();
    while (job != null && job.dueNs <= nowNs && sent < MAX_EVENTS_PER_TURN) {
      jobs.remove();
      while (!job.finished() && job.dueNs <= nowNs && sent < MAX_EVENTS_PER_TURN) {
        job.send();
        sent++;
      }
      job.publisher.flush();
      job.stream.published(job.sequence);
      if (job.finished()) {
        job.done.complete(null);
      } else {
        jobs.add(job);
      }
      nowNs = clock.nanoTime();
      job = jobs.peek();
    }
    if (job != null) {
      timer = loop.schedule(turn, Math.max(0, job.dueNs - nowNs), TimeUnit.NANOSECONDS);
    }
  }

  private final class Job implements Comparable<Job> {
    final EventStream stream;
    final Publisher publisher;
    final Payload payload;
    final CompletableFuture<Void> done = new CompletableFuture<>();
    int sequence;
    long dueNs;

    Job(EventStream stream, Publisher publisher, Payload payload) {
      this.stream = stream;
      this.publisher = publisher;
      this.payload = payload;
      this.dueNs = stream.size() == 0 ? 0 : stream.intendedSendTimeNs(0);
    }

    boolean finished() {
      return sequence == stream.size();
    }

    void send() {
      ByteBuf event = PooledByteBufAllocator.DEFAULT.ioBuffer(payload.bytes());
      long actualSendTimeNs = clock.nanoTime();
      payload.writeTo(event, stream.publisher(), sequence, dueNs, actualSendTimeNs);
      publisher.write(event);
      recorder.sent(dueNs, actualSendTimeNs);
      sequence++;
      if (!finished()) {
        dueNs = stream.intendedSendTimeNs(sequence);
      }
    }

    @Override
    public int compareTo(Job other) {
      return Long.compare(dueNs, other.dueNs);
    }
  }
}
