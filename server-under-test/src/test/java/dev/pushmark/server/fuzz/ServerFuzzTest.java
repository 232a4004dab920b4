package dev.pushmark.server.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.server.LeakCheck;
import dev.pushmark.server.ReferenceServer;
import dev.pushmark.server.ServerConfig;
import dev.pushmark.server.access.Grant;
import dev.pushmark.server.access.Limits;
import dev.pushmark.server.access.RoomPatterns;
import dev.pushmark.server.access.TokenIssuer;
import dev.pushmark.server.access.Tokens;
import dev.pushmark.server.compression.Compression;
import dev.pushmark.server.room.Clock;
import dev.pushmark.server.room.Retention;
import dev.pushmark.server.wire.Timeouts;
import io.netty.util.ResourceLeakDetector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random and nearly right bytes over real sockets, three at an open server that compresses and
 * every fourth at one that wants tokens. {@code pushmark.fuzz} is the number of cases, {@code
 * pushmark.fuzz.seed} their seed, {@code pushmark.fuzz.case} the one case to run alone.
 */
@ExtendWith(LeakCheck.class)
class ServerFuzzTest {
  private static final long CASES = Long.getLong("pushmark.fuzz", 20_000);
  private static final long SEED = Long.getLong("pushmark.fuzz.seed", 1);
  private static final long ALONE = Long.getLong("pushmark.fuzz.case", -1);

  /** Enough for every class to be loaded and every pool to be filled once. */
  private static final int WARM_UP = 500;

  /** So many cases bring about every answer that there is. */
  private static final int ENOUGH_FOR_EVERYTHING = 10_000;

  private static final int EVENT_LOOPS = 2;

  /** What pools may keep that they did not keep after the warm-up. */
  private static final long POOLED_BYTES = 24 << 20;

  @TempDir static Path folder;
  private static ServerConfig open;
  private static ServerConfig guarded;
  private static String token;

  /** Everything that these servers wait for ends soon. */
  @BeforeAll
  static void configure() throws Exception {
    // Asked before anybody listens: it makes Netty look for a logging library, aloud.
    assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
    open =
        ServerConfig.defaults()
            .withEventLoops(EVENT_LOOPS)
            .withRetention(new Retention(100, 128 << 10, Duration.ofSeconds(2)))
            .withMaxWait(Duration.ofSeconds(1))
            .withHeartbeat(Duration.ofMillis(200))
            .withTimeouts(new Timeouts(Duration.ofMillis(300), Duration.ofMillis(400)))
            .withCompression(Compression.DEFLATE);
    Path keys = folder.resolve("keys.json");
    TokenIssuer.createKeys(keys);
    guarded =
        open.withTokens(Tokens.signedBy(keys, Clock.SYSTEM))
            .withCompression(Compression.NONE)
            .withLimits(new Limits(1_000, Scene.ROOMS.size() + 1, 32 << 10, 4096, 10));
    Grant grant =
        new Grant(
            "fuzz",
            new RoomPatterns(List.of("fuzz-*", "other-*")),
            new RoomPatterns(List.of("fuzz-0", "fuzz-1")),
            Long.MAX_VALUE);
    token = TokenIssuer.with(keys).issue(grant);
  }

  @Test
  void nothingThatAClientSendsHarmsTheServer() throws Exception {
    if (ALONE >= 0) {
      fuzz(SEED, ALONE, ALONE + 1);
      return;
    }
    fuzz(-SEED, 0, WARM_UP);
    Holdings before = Holdings.now();
    Set<Integer> statuses = fuzz(SEED, 0, CASES);
    Holdings after = Holdings.now();
    assertThat(after.descriptors()).isLessThanOrEqualTo(before.descriptors());
    assertThat(after.bufferBytes()).isLessThan(before.bufferBytes() + POOLED_BYTES);
    if (CASES >= ENOUGH_FOR_EVERYTHING) {
      assertThat(statuses).containsAll(HttpAnswers.STATUSES);
    }
  }

  /** Which statuses were answered. */
  private static Set<Integer> fuzz(long seed, long from, long end) throws Exception {
    Set<Integer> statuses = new TreeSet<>();
    for (boolean wantsToken : new boolean[] {false, true}) {
      long[] numbers =
          LongStream.range(from, end).filter(n -> (n % 4 == 3) == wantsToken).toArray();
      if (numbers.length > 0) {
        statuses.addAll(fuzz(wantsToken ? guarded : open, wantsToken ? token : "", seed, numbers));
      }
    }
    return statuses;
  }

  private static Set<Integer> fuzz(ServerConfig config, String token, long seed, long[] numbers)
      throws Exception {
    FuzzRun run;
    Complaints complaints = new Complaints();
    try (complaints;
        ReferenceServer server = ReferenceServer.start(config);
        Probe probe = new Probe(server.port(), token)) {
      run = new FuzzRun(server.port(), new AllCases(seed, probe.look()), numbers);
      complaints.tellWith(run::underWay);
      run.start();
      while (!run.awaitEnd(Duration.ofMillis(200))) {
        probe.requireHealth();
      }
      run.requireNoFault();
      for (int i = 0; i < 2 * EVENT_LOOPS; i++) {
        probe.requireHealth();
      }
      probe.awaitEmpty();
    }
    assertThat(complaints.text()).isEmpty();
    return run.statuses();
  }
}
