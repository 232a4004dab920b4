package dev.pushmark.scenarios.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.scenarios.LogCheck;
import dev.pushmark.scenarios.transport.Publisher;
import dev.pushmark.scenarios.transport.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every transport promises, whoever wrote the server. */
@Timeout(60)
@ExtendWith(LogCheck.class)
class TransportContractTest {
  private static final String EVERY = "dev.pushmark.scenarios.contract.Contender#all";
  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final Duration RARELY = Duration.ofMillis(150);

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
      assertThat(inbox.take()).isEqualTo(Inbox.GAP);
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
        if (item.equals(Inbox.GAP)) {
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
