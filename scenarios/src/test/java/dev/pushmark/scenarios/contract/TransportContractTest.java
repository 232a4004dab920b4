package dev.pushmark.scenarios.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.scenarios.LogCheck;
import dev.pushmark.scenarios.transport.Access;
import dev.pushmark.scenarios.transport.Publisher;
import dev.pushmark.scenarios.transport.Subscription;
import dev.pushmark.server.ServerConfig;
import dev.pushmark.server.access.Limits;
import dev.pushmark.server.room.Clock;
import dev.pushmark.server.room.SlowConsumerPolicy;
import dev.pushmark.server.room.SlowConsumerPolicy.Action;
import dev.pushmark.server.wire.Tls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every transport promises, whoever wrote the server. */
@Timeout(60)
@ExtendWith(LogCheck.class)
class TransportContractTest {
  private static final String EVERY = "dev.pushmark.scenarios.contract.Contender#all";
  private static final String ON_REFERENCE_SERVER =
      "dev.pushmark.scenarios.contract.Contender#onReferenceServer";
  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final Duration RARELY = Duration.ofMillis(150);

  private static final Duration ONE_MINUTE = Duration.ofMinutes(1);
  private static final int FIRST_LARGE = Events.SMALL_FROM;
  private static final int END_LARGE = FIRST_LARGE + 150;
  private static final int LARGE_BYTES = 16 << 10;
  private static final int QUEUE_BYTES = 100 << 10;

  private final Inbox inbox = new Inbox();
  private final Inbox witness = new Inbox();

  @ParameterizedTest(name = "{0}")
  @MethodSource(EVERY)
  void everyEventFromSubscribedOnComesOnceInOrderAndWhole(Contender contender) throws Exception {
    try (Meeting meeting = new Meeting(contender)) {
      Publisher publisher = meeting.publisher();
      meeting.loop().publish(publisher, 50, 53);
      meeting.awaitPublished(3);
      meeting.subscribe(OFTEN, inbox);
      for (int i = 0; i < Events.SMALL_FROM; i++) {
        meeting.loop().publish(publisher, i, i + 1);
        assertThat(inbox.take()).isEqualTo("event " + i);
      }
      meeting.loop().publish(publisher, Events.SMALL_FROM, 48);
      assertThat(inbox.take(40)).isEqualTo(Events.inOrder(Events.SMALL_FROM, 48));
      assertThat(inbox.drain()).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(EVERY)
  void subscribersOfOneLoopDoNotDisturbEachOther(Contender contender) throws Exception {
    try (Meeting meeting = new Meeting(contender)) {
      List<Inbox> inboxes = Stream.generate(Inbox::new).limit(3).toList();
      for (Inbox each : inboxes) {
        meeting.subscribe(OFTEN, each);
      }
      meeting.loop().publish(meeting.publisher(), 8, 48);
      for (Inbox each : inboxes) {
        assertThat(each.take(40)).isEqualTo(Events.inOrder(8, 48));
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(EVERY)
  void closeIsSilent(Contender contender) throws Exception {
    try (Meeting meeting = new Meeting(contender)) {
      Subscription subscription = meeting.subscribe(OFTEN, inbox);
      meeting.subscribe(OFTEN, witness);
      meeting.loop().run(subscription::close);
      meeting.loop().run(subscription::close);
      meeting.loop().publish(meeting.publisher(), 0, 5);
      assertThat(witness.take(5)).isEqualTo(Events.inOrder(0, 5));
      meeting.stopServer();
      witness.takeEnd();
    }
    assertThat(inbox.drain()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(EVERY)
  void closingBeforeTheAnswerIsSilentToo(Contender contender) throws Exception {
    try (Meeting meeting = new Meeting(contender)) {
      ClientLoop loop = meeting.loop();
      loop.run(() -> contender.client(OFTEN).subscribe(loop.line(), meeting.room(), inbox).close());
      meeting.subscribe(OFTEN, witness);
    }
    assertThat(inbox.drain()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(EVERY)
  void theServersEndIsToldOnceAndLast(Contender contender) throws Exception {
    try (Meeting meeting = new Meeting(contender)) {
      meeting.subscribe(OFTEN, inbox);
      meeting.subscribe(RARELY, witness);
      meeting.stopServer();
      inbox.takeEnd();
      witness.takeEnd();
    }
    assertThat(inbox.drain()).isEmpty();
    assertThat(witness.drain()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(ON_REFERENCE_SERVER)
  void whatIsSecuredComesOnceInOrderAndWholeToo(Contender contender) throws Exception {
    for (boolean resumption : new boolean[] {true, false}) {
      ServerConfig config =
          InProcessServer.shortMemory().withTls(Tls.selfSigned(resumption, Clock.SYSTEM));
      Inbox secured = new Inbox();
      try (Meeting meeting = new Meeting(contender, config, Access.OPEN)) {
        meeting.subscribe(OFTEN, secured);
        Publisher publisher = meeting.publisher();
        for (int i = 0; i < Events.SMALL_FROM; i++) {
          meeting.loop().publish(publisher, i, i + 1);
          assertThat(secured.take()).isEqualTo("event " + i);
        }
        meeting.stopServer();
        secured.takeEnd();
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(ON_REFERENCE_SERVER)
  void whoComesBackGetsWhatFollowedItsLastEvent(Contender contender) throws Exception {
    try (Meeting meeting = new Meeting(contender)) {
      meeting.publish(8, 0);
      String last = meeting.publish(9, 0);
      meeting.publish(10, 0);
      meeting.subscribe(OFTEN, last, inbox);
      assertThat(inbox.take()).isEqualTo("event 10");
      meeting.publish(11, 0);
      assertThat(inbox.take()).isEqualTo("event 11");
      assertThat(inbox.drain()).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(ON_REFERENCE_SERVER)
  void whoComesBackTooLateIsToldHowManyAreGone(Contender contender) throws Exception {
    try (Meeting meeting = new Meeting(contender)) {
      String last = meeting.publish(8, 0);
      int end = 9 + InProcessServer.RETAINED_EVENTS + 20;
      for (int event = 9; event < end; event++) {
        meeting.publish(event, 0);
      }
      meeting.subscribe(OFTEN, last, inbox);
      assertThat(takeExplained(inbox, 9, end).missed()).isGreaterThanOrEqualTo(20);
      meeting.publish(end, 0);
      assertThat(inbox.take()).isEqualTo("event " + end);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(ON_REFERENCE_SERVER)
  void whoComesBackToAnotherLifeOfTheRoomIsToldSo(Contender contender) throws Exception {
    try (Meeting meeting = new Meeting(contender)) {
      meeting.subscribe(OFTEN, "0therlife-7", inbox);
      assertThat(inbox.take()).isEqualTo(Inbox.GAP + "nobody knows how many");
      meeting.publish(8, 0);
      assertThat(inbox.take()).isEqualTo("event 8");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(ON_REFERENCE_SERVER)
  void aPlaceThatDoesNotExistYetIsRefused(Contender contender) throws Exception {
    try (Meeting meeting = new Meeting(contender)) {
      String id = meeting.publish(8, 0);
      String ahead = id.substring(0, id.indexOf('-')) + "-2";
      meeting.ask(meeting.loop(), OFTEN, ahead, inbox);
      if (contender.transport().equals("refresh")) {
        assertThat(inbox.take()).isEqualTo(Inbox.SUBSCRIBED); // a page has no place
      } else {
        assertThat(inbox.takeEnd()).contains(contender.refusal(400));
      }
    }
  }

  /**
   * A page of the latest events is no log: whoever reloads it too slowly misses some. Datagrams
   * promise no order.
   */
  static Stream<Contender> readersOfTheLog() {
    return Contender.onReferenceServer()
        .filter(c -> !c.transport().equals("refresh"))
        .filter(c -> !c.transport().equals("webtransport-datagrams"));
  }

  /** Readers leave and come back while several publish; all see the one order of the log. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("readersOfTheLog")
  void everybodySeesTheSameOrderWhoeverPublishesAndWheneverTheyComeBack(Contender contender)
      throws Exception {
    int events = 300;
    int publishers = 3;
    ServerConfig config = ServerConfig.defaults().withEventLoops(3);
    Map<String, String> ids = new ConcurrentHashMap<>();
    ExecutorService threads = Executors.newFixedThreadPool(publishers);
    try (Meeting meeting = new Meeting(contender, config, Access.OPEN)) {
      meeting.subscribe(OFTEN, witness);
      Subscription subscription = meeting.subscribe(OFTEN, inbox);
      List<Future<?>> publishing = new ArrayList<>();
      for (int publisher = 0; publisher < publishers; publisher++) {
        int first = Events.SMALL_FROM + publisher * events;
        publishing.add(
            threads.submit(
                () -> {
                  for (int event = first; event < first + events; event++) {
                    ids.put("event " + event, meeting.publish(event, 0));
                  }
                  return null;
                }));
      }
      Random random = new Random(1);
      List<String> seen = new ArrayList<>();
      while (seen.size() < publishers * events) {
        int stay = 1 + random.nextInt(150);
        seen.addAll(inbox.take(Math.min(stay, publishers * events - seen.size())));
        String last = seen.get(seen.size() - 1);
        while (!ids.containsKey(last)) {
          Thread.onSpinWait(); // its publisher is about to be told its id
        }
        meeting.loop().run(subscription::close);
        inbox.drain();
        subscription = meeting.subscribe(OFTEN, ids.get(last), inbox);
      }
      for (Future<?> done : publishing) {
        done.get(20, TimeUnit.SECONDS);
      }
      assertThat(seen).doesNotHaveDuplicates().isEqualTo(witness.take(publishers * events));
      List<String> inLog =
          ids.entrySet().stream()
              .sorted(Comparator.comparingLong(published -> offset(published.getValue())))
              .map(Map.Entry::getKey)
              .toList();
      assertThat(seen).isEqualTo(inLog);
    } finally {
      threads.shutdownNow();
    }
  }

  private static long offset(String id) {
    return Long.parseLong(id.substring(id.indexOf('-') + 1));
  }

  /** While it upgrades, a subscriber has two connections. */
  static Stream<Contender> ofOneConnection() {
    return Contender.onReferenceServer().filter(c -> !c.transport().equals("socketio"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ofOneConnection")
  void whoIsOneTooManyIsRefusedAndTheOthersGoOn(Contender contender) throws Exception {
    int most = 3;
    ServerConfig config = ServerConfig.defaults().withLimits(new Limits(most, 1, 1024, 8192, 0));
    try (Meeting meeting = new Meeting(contender, config, Access.OPEN)) {
      for (int i = 1; i < most; i++) {
        meeting.subscribe(OFTEN, inbox);
      }
      Publisher publisher = meeting.publisher();
      meeting.ask(meeting.loop(), OFTEN, null, witness);
      assertThat(witness.takeEnd()).contains(contender.refusal(503));
      meeting.loop().publish(publisher, 8, 9);
      assertThat(inbox.take(most - 1)).containsOnly("event 8");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(ON_REFERENCE_SERVER)
  void aRoomTooManyIsRefused(Contender contender) throws Exception {
    ServerConfig config = ServerConfig.defaults().withLimits(new Limits(100, 1, 1024, 8192, 0));
    try (Meeting meeting = new Meeting(contender, config, Access.OPEN)) {
      meeting.subscribe(OFTEN, inbox);
      meeting.loop().subscribe(contender.client(OFTEN), "another", witness);
      assertThat(witness.takeEnd()).contains(contender.refusal(503));
    }
  }

  static Stream<Arguments> slowConsumers() {
    return Contender.onReferenceServer()
        .flatMap(
            contender ->
                Stream.of(Action.DROP_OLDEST, Action.COALESCE)
                    .map(action -> Arguments.of(contender, action)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("slowConsumers")
  void whoStopsReadingIsToldWhatItMissedAndNobodyElseMissesAnything(
      Contender contender, Action action) throws Exception {
    try (Meeting meeting = new Meeting(contender, slowConsumers(action), Access.OPEN);
        ClientLoop stalling = new ClientLoop(meeting.url())) {
      meeting.subscribe(OFTEN, witness);
      meeting.ask(stalling, OFTEN, null, inbox);
      assertThat(inbox.take()).isEqualTo(Inbox.SUBSCRIBED);
      stalling.read(false);
      for (int event = FIRST_LARGE; event < END_LARGE; event++) {
        meeting.publish(event, LARGE_BYTES);
        if (contender.pushed()) {
          assertThat(witness.take()).isEqualTo("event " + event);
        }
      }
      stalling.read(true);
      Taken taken = takeExplained(inbox, FIRST_LARGE, END_LARGE);
      if (contender.pushed()) {
        int queue = QUEUE_BYTES / LARGE_BYTES;
        int kept = action == Action.COALESCE ? 1 : queue;
        assertThat(taken.missed()).isPositive();
        // Should the connection have taken a little late, then what came behind the cut as well.
        assertThat(taken.behindLastGap()).isBetween(kept, kept + queue);
      }
      meeting.publish(END_LARGE, 0);
      assertThat(inbox.take()).isEqualTo("event " + END_LARGE);
    }
  }

  static Stream<Contender> pushedByReferenceServer() {
    return Contender.onReferenceServer().filter(Contender::pushed);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pushedByReferenceServer")
  void whoIsDisconnectedForBeingSlowCanComeBackWithoutLoss(Contender contender) throws Exception {
    ServerConfig config = slowConsumers(Action.DISCONNECT);
    try (Meeting meeting = new Meeting(contender, config, Access.OPEN);
        ClientLoop stalling = new ClientLoop(meeting.url())) {
      meeting.ask(stalling, OFTEN, null, inbox);
      assertThat(inbox.take()).isEqualTo(Inbox.SUBSCRIBED);
      stalling.read(false);
      List<String> ids = publishTooMuch(meeting);
      stalling.read(true);
      List<String> seen = new ArrayList<>();
      String item = inbox.take();
      while (!item.startsWith(Inbox.ENDED)) {
        seen.add(item);
        item = inbox.take();
      }
      int next = FIRST_LARGE + seen.size();
      assertThat(seen).isNotEmpty().isEqualTo(Events.inOrder(FIRST_LARGE, next));
      meeting.subscribe(OFTEN, ids.get(seen.size() - 1), witness);
      assertThat(takeExplained(witness, next, END_LARGE).missed()).isZero();
    }
  }

  private static ServerConfig slowConsumers(Action action) {
    return ServerConfig.defaults().withSlowConsumers(new SlowConsumerPolicy(action, QUEUE_BYTES));
  }

  /** More than a connection and a queue hold; returns the ids. */
  private static List<String> publishTooMuch(Meeting meeting) throws Exception {
    List<String> ids = new ArrayList<>();
    for (int event = FIRST_LARGE; event < END_LARGE; event++) {
      ids.add(meeting.publish(event, LARGE_BYTES));
    }
    return ids;
  }

  /** How many events were told to be missing, and how many came behind the last such gap. */
  private record Taken(long missed, int behindLastGap) {}

  /** Takes what comes up to an event: each is there once and in order, or told to be missing. */
  private static Taken takeExplained(Inbox inbox, int from, int to) throws InterruptedException {
    long missed = 0;
    int behindLastGap = 0;
    long next = from;
    while (next < to) {
      String item = inbox.take();
      if (item.startsWith(Inbox.GAP)) {
        long gap = Long.parseLong(item.substring(Inbox.GAP.length()));
        missed += gap;
        next += gap;
        behindLastGap = 0;
      } else {
        assertThat(item).isEqualTo("event " + next);
        next++;
        behindLastGap++;
      }
    }
    return new Taken(missed, behindLastGap);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(ON_REFERENCE_SERVER)
  void whoHasNoTokenForTheRoomGetsNothing(Contender contender, @TempDir Path folder)
      throws Exception {
    Keys keys = new Keys(folder);
    Access[] strangers = {
      Access.OPEN, keys.access("elsewhere", ONE_MINUTE), keys.access("*", ONE_MINUTE.negated()),
    };
    for (Access stranger : strangers) {
      Inbox refused = new Inbox();
      try (Meeting meeting = new Meeting(contender, keys.config(), stranger)) {
        meeting.ask(meeting.loop(), OFTEN, null, refused);
        assertThat(refused.takeEnd()).containsAnyOf(contender.refusal(401), contender.refusal(403));
      }
    }
    try (Meeting meeting = new Meeting(contender, keys.config(), keys.access("*", ONE_MINUTE))) {
      meeting.subscribe(OFTEN, inbox);
      meeting.loop().publish(meeting.publisher(), 8, 9);
      assertThat(inbox.take()).isEqualTo("event 8");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(ON_REFERENCE_SERVER)
  void aTokenThatExpiresEndsTheSubscription(Contender contender, @TempDir Path folder)
      throws Exception {
    Keys keys = new Keys(folder);
    Access brief = keys.access("*", Duration.ofMillis(1500));
    try (Meeting meeting = new Meeting(contender, keys.config(), brief)) {
      meeting.subscribe(OFTEN, inbox);
      inbox.takeEnd();
    }
  }

  static Stream<Contender> withGapsOnDemand() {
    return Contender.all()
        .filter(Contender::independent)
        .filter(contender -> !contender.transport().equals("refresh"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("withGapsOnDemand")
  void aGapIsToldWhereItIs(Contender contender) throws Exception {
    try (Meeting meeting = new Meeting(contender)) {
      meeting.subscribe(OFTEN, inbox);
      Publisher publisher = meeting.publisher();
      meeting.loop().publish(publisher, 0, 1);
      assertThat(inbox.take()).isEqualTo("event 0");
      meeting.makeGap();
      assertThat(inbox.take()).startsWith(Inbox.GAP);
      meeting.loop().publish(publisher, 1, 2);
      assertThat(inbox.take()).isEqualTo("event 1");
    }
  }

  /** On Node.js rooms keep everything, but a refresh shows the latest events alone. */
  static Stream<Contender> canBeOutrun() {
    return Stream.of(
        new Contender("refresh", false),
        new Contender("refresh", true),
        new Contender("short-polling", false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("canBeOutrun")
  void aPollerThatIsOutrunIsToldSo(Contender contender) throws Exception {
    int first = Events.SMALL_FROM;
    int last = first + 10 * InProcessServer.RETAINED_EVENTS;
    boolean told = false;
    try (Meeting meeting = new Meeting(contender)) {
      meeting.subscribe(RARELY, inbox);
      meeting.loop().publish(meeting.publisher(), first, last + 1);
      int newest = first - 1;
      while (newest < last) {
        String item = inbox.take();
        if (item.startsWith(Inbox.GAP)) {
          told = true;
        } else {
          int event = Integer.parseInt(item.substring("event ".length()));
          assertThat(event).isGreaterThan(newest);
          assertThat(event == newest + 1 || told).as("%d after %d", event, newest).isTrue();
          newest = event;
        }
      }
    }
    assertThat(told).isTrue();
  }
}
