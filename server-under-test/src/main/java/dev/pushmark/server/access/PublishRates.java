package dev.pushmark.server.access;

import java.util.concurrent.ConcurrentHashMap;

/**
 * Bounds how often each subject publishes: a token bucket that holds a second's worth. Thread safe.
 */
public final class PublishRates {
  private static final long SECOND_NS = 1_000_000_000;

  private final ConcurrentHashMap<String, Bucket> buckets = new ConcurrentHashMap<>();
  private final int perSecond;

  public PublishRates(int perSecond) {
    this.perSecond = perSecond;
  }

  /** Whether the subject may publish one event now, which then counts. */
  public boolean admit(String subject, long nowNs) {
    if (perSecond == 0) {
      return true;
    }
    boolean[] admitted = new boolean[1];
    buckets.compute(
        subject,
        (key, known) -> {
          Bucket bucket = known == null ? new Bucket(nowNs - SECOND_NS) : known;
          admitted[0] = bucket.take(nowNs);
          return bucket;
        });
    return admitted[0];
  }

  /** Forgets whose bucket is full again; to be called now and then. */
  public void forgetIdle(long nowNs) {
    for (String subject : buckets.keySet()) {
      buckets.computeIfPresent(subject, (key, bucket) -> bucket.isFull(nowNs) ? null : bucket);
    }
  }

  int size() {
    return buckets.size();
  }

  /** Holds the time that has been saved up: an event costs 1/rate of it. */
  private final class Bucket {
    private long savedSinceNs;

    Bucket(long savedSinceNs) {
      this.savedSinceNs = savedSinceNs;
    }

    boolean isFull(long nowNs) {
      return nowNs - savedSinceNs >= SECOND_NS;
    }

    boolean take(long nowNs) {
      long since = isFull(nowNs) ? nowNs - SECOND_NS : savedSinceNs;
      long costNs = SECOND_NS / perSecond;
      if (nowNs - since < costNs) {
        return false;
      }
      savedSinceNs = since + costNs;
      return true;
    }
  }
}
