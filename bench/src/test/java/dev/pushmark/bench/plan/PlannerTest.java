package dev.pushmark.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pushmark.results.model.Compression;
import dev.pushmark.results.model.Ordering;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Polling;
import dev.pushmark.results.model.Server;
import dev.pushmark.results.model.Server.SlowConsumer;
import dev.pushmark.results.model.Tls;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerTest {
  @TempDir Path folder;

  @Test
  void nothingAskedForIsTheFullComparison() throws Exception {
    Plan plan = plan(null, false, new Overrides());
    assertThat(plan.workload().name()).isEqualTo("chat");
    assertThat(plan.transports())
        .containsExactly("refresh", "short-polling", "long-polling", "sse", "websocket");
    assertThat(plan.rounds()).isEqualTo(6);
    assertThat(plan.phases().drain()).isEqualTo(Duration.ofSeconds(2));
    assertThat(plan.seed()).isEqualTo(99);
  }

  @Test
  void theCommandLineBeatsQuickBeatsTheFileBeatsTheDefaults() throws Exception {
    Path file = file("rounds: 9\nphases: {warmup: 5s, measurement: 6s}\nseed: 3\n");
    Plan plan = plan(file, true, new Overrides().duration("/phases/warmup", Duration.ofMillis(7)));
    assertThat(plan.phases().warmup()).isEqualTo(Duration.ofMillis(7));
    assertThat(plan.phases().measurement()).isEqualTo(Duration.ofMillis(3500));
    assertThat(plan.rounds()).isEqualTo(2);
    assertThat(plan.seed()).isEqualTo(3);
    assertThat(plan.workload().name()).isEqualTo("chat");
  }

  @Test
  void theDrainFollowsThePollInterval() throws Exception {
    Overrides slow = new Overrides().duration("/polling/interval", Duration.ofSeconds(30));
    assertThat(plan(null, false, slow).phases().drain()).isEqualTo(Duration.ofSeconds(31));
  }

  @Test
  void everyOptionArrives() throws Exception {
    Plan plan =
        plan(
            null,
            false,
            new Overrides()
                .list("/transports", List.of("sse"))
                .number("/rounds", 3L)
                .duration("/phases/drain", Duration.ofSeconds(9))
                .choice("/polling/phase", Polling.Phase.EVEN)
                .choice("/polling/pace", Polling.Pace.FIXED_PAUSE)
                .duration("/polling/holdTime", Duration.ofSeconds(8))
                .number("/workload/rooms", 2L)
                .number("/workload/subscribersPerRoom", 4L)
                .number("/workload/eventsPerSecond", 2.5)
                .number("/workload/payloadBytes", 500L)
                .choice("/server/slowConsumer", SlowConsumer.DISCONNECT)
                .number("/server/queueBytes", 4096L)
                .duration("/server/batchWindow", Duration.ofMillis(20))
                .list("/expectations", List.of("*.lost=0"))
                .number("/seed", 5L));
    assertThat(plan.transports()).containsExactly("sse");
    assertThat(plan.rounds()).isEqualTo(3);
    assertThat(plan.phases().drain()).isEqualTo(Duration.ofSeconds(9));
    assertThat(plan.polling().phase()).isEqualTo(Polling.Phase.EVEN);
    assertThat(plan.polling().pace()).isEqualTo(Polling.Pace.FIXED_PAUSE);
    assertThat(plan.polling().holdTime()).isEqualTo(Duration.ofSeconds(8));
    assertThat(plan.workload().rooms()).isEqualTo(2);
    assertThat(plan.workload().subscribersPerRoom()).isEqualTo(4);
    assertThat(plan.workload().eventsPerSecond()).isEqualTo(2.5);
    assertThat(plan.workload().payloadBytes()).isEqualTo(500);
    assertThat(plan.server())
        .isEqualTo(
            Server.reference(SlowConsumer.DISCONNECT, 4096).withBatchWindow(Duration.ofMillis(20)));
    assertThat(plan.expectations()).hasSize(1);
    assertThat(plan.seed()).isEqualTo(5);
  }

  @Test
  void aServerThatRunsAlreadyKeepsItsOwnWays() throws Exception {
    Overrides url = new Overrides().text("/server/url", "http://127.0.0.1:1");
    assertThat(plan(null, false, url).server())
        .isEqualTo(Server.at(URI.create("http://127.0.0.1:1")));
    assertThatThrownBy(
            () -> plan(null, false, url.choice("/server/slowConsumer", SlowConsumer.COALESCE)))
        .hasMessage(
            "--slow-consumer must be left out with a url, whose server is not started here,"
                + " was coalesce");
  }

  @Test
  void nothingIsSecuredUnlessSomebodySaysSo() throws Exception {
    assertThat(plan(null, false, new Overrides()).tls()).isEqualTo(Tls.NONE);
    Overrides override = new Overrides().choice("/tls", Tls.FULL_HANDSHAKES);
    assertThat(plan(null, false, override).tls()).isEqualTo(Tls.FULL_HANDSHAKES);
  }

  @Test
  void nothingIsCompressedUnlessSomebodySaysSo() throws Exception {
    assertThat(plan(null, false, new Overrides()).compression()).isEqualTo(Compression.NONE);
    Path file = file("compression: deflate\n");
    assertThat(plan(file, false, new Overrides()).compression()).isEqualTo(Compression.DEFLATE);
    Overrides override = new Overrides().choice("/compression", Compression.NONE);
    assertThat(plan(file, false, override).compression()).isEqualTo(Compression.NONE);
  }

  @Test
  void theOrderingIsAWordOrAWordWithItsBounds() throws Exception {
    assertThat(plan(null, false, new Overrides()).ordering()).isEqualTo(Ordering.DEFAULT);
    Ordering checking = plan(file("ordering: checking\n"), false, new Overrides()).ordering();
    assertThat(checking.checks()).isTrue();
    assertThat(checking.maxHeldEvents()).isEqualTo(Ordering.DEFAULT.maxHeldEvents());
    Path bounded = file("ordering: {mode: naive, maxHeldEvents: 7, maxHeldTime: 20ms}\n");
    Overrides override = new Overrides().choice("/ordering/mode", Ordering.Mode.CHECKING);
    assertThat(plan(bounded, false, override).ordering())
        .isEqualTo(new Ordering(Ordering.Mode.CHECKING, 7, Duration.ofMillis(20)));
  }

  @Test
  void whereTheNewestEventIsEnoughTheServerCoalescesUnlessToldOtherwise() throws Exception {
    Server.SlowConsumer asUsual = plan(null, false, new Overrides()).server().slowConsumer();
    assertThat(asUsual).isEqualTo(SlowConsumer.DROP_OLDEST);
    Path market = file("workload: market\n");
    assertThat(plan(market, false, new Overrides()).server().slowConsumer())
        .isEqualTo(SlowConsumer.COALESCE);
    Overrides otherwise = new Overrides().choice("/server/slowConsumer", SlowConsumer.DISCONNECT);
    assertThat(plan(market, false, otherwise).server().slowConsumer())
        .isEqualTo(SlowConsumer.DISCONNECT);
  }

  @Test
  void aWorkloadIsNamedByWordOrByAFileBesideThePlan() throws Exception {
    assertThat(plan(file("workload: dashboard\n"), false, new Overrides()).workload().name())
        .isEqualTo("dashboard");
    Files.writeString(
        folder.resolve("mine.yaml"),
        """
        name: mine
        description: of my own
        rooms: 1
        subscribersPerRoom: 1
        publishersPerRoom: 1
        eventsPerSecond: 1
        arrivals: {process: constant, burstSize: 1}
        payloadBytes: 200
        publishVia: http
        """);
    assertThat(plan(file("workload: mine.yaml\n"), false, new Overrides()).workload().name())
        .isEqualTo("mine");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rouns: 3             | rouns is unknown; allowed are",
        "rounds: 0            | rounds must be 1 to 1000, was 0",
        "transports: [smoke]  | transports must be among refresh, short-polling",
        "workload: nothing    | workload must be a file or one of chat",
        "phases: {drain: 1ms} | drain must be at least the poll-interval, 1s",
        "polling: {phase: odd}| polling.phase must be one of random, even, synchronised, was odd",
        "expectations: [sse]  | expect must be TRANSPORT.METRIC<BOUND",
        "server: {url: ftp:x} | url must be http[s]://HOST",
        "server: {slowConsumer: no} | server.slowConsumer must be one of disconnect, drop-oldest, coalesce, was false",
        "compression: gzip | compression must be one of none, deflate, was gzip",
        "ordering: strict | ordering.mode must be one of naive, checking, was strict",
        "ordering: {maxHeldEvents: 0} | ordering.maxHeldEvents must be 1 to 1000000, was 0",
        "server: {heartbeat: 1ms} | server.heartbeat must be 50ms to 24h, was 1ms",
        "network: {reconnect: {silence: 5s}} | network.reconnect.silence must be left out where backoff is never, was 5s",
        "network: {reconnect: {backoff: fixed, silence: 1ms}} | network.reconnect.silence must be >= 10ms, was 1ms",
        "network: {reconnect: {backoff: fixed, silence: 15s}} | network.reconnect.silence must be above the pauses of long-polling, 20s, else every connection looks dead, was 15s",
        "server: {queueBytes: 10} | queue-bytes must be 1024 to 1073741824, was 10",
        "server: {batchWindow: 1500us} | batch-window must be whole milliseconds, 0s to 10s, was 1500us",
        "server: {url: 'http://x', batchWindow: 20ms} | batch-window must be left out with a url",
        "server: {url: 'http://x', queueBytes: 9999} | queue-bytes must be left out with a url",
        "{server: {url: 'http://x'}, tls: resumption} | tls must be left out with a url",
        "network: {bystanders: -1} | network.bystanders must be >= 0, was -1",
        "network: {bystanders: 1001} | network.bystanders must be at most the subscribers, 1000",
        "{server: {url: 'http://x'}, network: {faults: [{at: 1s, fault: {kind: restart, down: 1s}}]}}"
            + " | faults must be without restart and pause for a server that is not started here",
        "just words           | must be lines of"
      })
  void mistakesInTheFileAreBlamedOnIt(String content, String message) throws Exception {
    Path file = file(content + "\n");
    assertThatThrownBy(() -> plan(file, false, new Overrides()))
        .isInstanceOf(BadPlanException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void mistakesOnTheCommandLineNameTheOption() {
    assertThatThrownBy(
            () -> plan(null, false, new Overrides().number("/workload/eventsPerSecond", -5.0)))
        .hasMessage("--rate must be 0 to 1000000 events/s, was -5.0");
    assertThatThrownBy(() -> plan(null, false, new Overrides().number("/rounds", 0L)))
        .hasMessage("--rounds must be 1 to 1000, was 0");
  }

  @Test
  void anExpectationMustConcernSomethingThatIsMeasured() {
    Overrides overrides =
        new Overrides()
            .list("/transports", List.of("sse"))
            .list("/expectations", List.of("websocket.p99<1s"));
    assertThatThrownBy(() -> plan(null, false, overrides))
        .hasMessageStartingWith("--expect must be of * or a transport that is measured: sse");
  }

  @Test
  void aMissingFileIsSaidToBeMissing() {
    assertThatThrownBy(() -> plan(folder.resolve("none.yaml"), false, new Overrides()))
        .hasMessageContaining("there is no file")
        .hasMessageContaining("none.yaml");
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("pushmark.yaml"), content);
  }

  private static Plan plan(@Nullable Path file, boolean quick, Overrides overrides)
      throws BadPlanException {
    return Planner.resolve(new PlanRequest(file, quick, null, overrides, 99));
  }

  @Test
  void aGateOfWhatPushesWaitsForNoPollAndOneOfOthersDoes() throws Exception {
    Overrides polls = new Overrides().list("/transports", List.of("short-polling"));
    assertThat(gate(GatePlanner.usual(), new Overrides())).isEqualTo(Duration.ofSeconds(1));
    assertThat(gate(GatePlanner.anyTransports(), polls)).isEqualTo(Duration.ofSeconds(2));
  }

  private static Duration gate(Overrides usual, Overrides given) throws BadPlanException {
    PlanRequest request = new PlanRequest(usual, null, false, null, given, 1);
    return Planner.resolve(request).phases().drain();
  }
}
