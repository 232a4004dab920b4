package dev.pushmark.scenarios.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pushmark.results.model.Arrivals.ArrivalProcess;
import dev.pushmark.results.model.Workload;
import dev.pushmark.results.model.Workload.Delivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WorkloadsTest {
  private static final String MINE =
      """
      name: mine
      description: Like chat
      rooms: 2
      subscribersPerRoom: 4
      publishersPerRoom: 1
      eventsPerSecond: 1
      arrivals:
        process: poisson
        burstSize: 1
      payloadBytes: 200
      publishVia: http
      """;

  @ParameterizedTest
  @MethodSource("dev.pushmark.scenarios.workload.Workloads#names")
  void everyNamedWorkloadLoadsUnderItsName(String name) throws IOException {
    assertThat(Workloads.named(name).name()).isEqualTo(name);
  }

  @Test
  void chatAndDashboardAreWhatTheyAreKnownFor() throws IOException {
    Workload chat = Workloads.named("chat");
    assertThat(chat.subscribers()).isEqualTo(1_000);
    assertThat(chat.deliveriesPerSecond()).isEqualTo(1_000);
    assertThat(chat.arrivals().process()).isEqualTo(ArrivalProcess.POISSON);
    Workload dashboard = Workloads.named("dashboard");
    assertThat(dashboard.subscribers()).isEqualTo(2_000);
    assertThat(dashboard.deliveriesPerSecond()).isEqualTo(20_000);
  }

  @Test
  void notificationsAreRareAndMarketsCoalesceAndBothFitTwoCores() throws IOException {
    Workload notifications = Workloads.named("notifications");
    assertThat(notifications.subscribersPerRoom()).isEqualTo(1);
    assertThat(notifications.rooms()).isEqualTo(2_000);
    assertThat(notifications.eventsPerSecond()).isLessThan(1);
    assertThat(notifications.deliveriesPerSecond()).isEqualTo(1_000);
    assertThat(notifications.delivery()).isEqualTo(Delivery.EVERY);
    Workload market = Workloads.named("market");
    assertThat(market.arrivals().process()).isEqualTo(ArrivalProcess.BURSTS);
    assertThat(market.deliveriesPerSecond()).isEqualTo(2_400);
    assertThat(market.delivery()).isEqualTo(Delivery.NEWEST);
  }

  @Test
  void whereEverybodyWritesAndReadsThereAreAsManyPublishersAsSubscribers() throws IOException {
    for (String name : List.of("game", "collaboration")) {
      Workload workload = Workloads.named(name);
      assertThat(workload.publishersPerRoom()).isEqualTo(workload.subscribersPerRoom());
      assertThat(workload.delivery()).isEqualTo(Delivery.EVERY);
      assertThat(workload.deliveriesPerSecond()).isBetween(5_000.0, 20_000.0);
    }
    Workload game = Workloads.named("game");
    assertThat(game.eventsPerSecond() / game.publishersPerRoom()).isEqualTo(20);
    assertThat(Workloads.named("collaboration").arrivals().process())
        .isEqualTo(ArrivalProcess.BURSTS);
  }

  @Test
  void readersNeedEveryEventUnlessTheFileSaysOtherwise(@TempDir Path folder) throws IOException {
    assertThat(Workloads.read(write(folder, MINE)).delivery()).isEqualTo(Delivery.EVERY);
    assertThat(Workloads.read(write(folder, MINE + "delivery: newest\n")).delivery())
        .isEqualTo(Delivery.NEWEST);
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNamesThereAre() {
    assertThatThrownBy(() -> Workloads.named("chaat"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "workload must be one of chat, notifications, dashboard, market, game,"
                + " collaboration, idle or a .yaml file, was chaat");
  }

  @Test
  void aFileOfOnesOwnIsRead(@TempDir Path folder) throws IOException {
    assertThat(Workloads.read(write(folder, MINE)).subscribers()).isEqualTo(8);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "rooms: 2 | rooms: 0 | workload.rooms must be >= 1",
        "rooms: 2 | rooms: many | rooms must be a whole number, was many",
        "rooms: 2 | 'rooms: 2\nrums: 2' | rums is unknown; allowed are ",
        "rooms: 2 | '' | rooms",
        "rooms: 2 | 'rooms: 2\nrooms: 3' | rooms",
        "process: poisson | process: often | arrivals.process must be one of constant, poisson",
        "burstSize: 1 | burstSize: 5 | arrivals.burstSize must be 1 unless",
        "payloadBytes: 200 | payloadBytes: 20 | workload.payloadBytes must be 100 to 65536 bytes",
        "payloadBytes: 200 | payloadBytes: 1.5 | payloadBytes",
        "publishVia: http | publishVia: pigeon | publishVia must be one of http, websocket",
        "publishVia: http | 'publishVia: http\ndelivery: some' | delivery must be one of every, newest",
        "name: mine | name: My Own | workload.name must be [a-z0-9-]",
        "eventsPerSecond: 1 | eventsPerSecond: -1 | workload.eventsPerSecond must be 0 to"
      })
  void whatIsWrongIsSaidInOneLine(String right, String wrong, String words, @TempDir Path folder)
      throws IOException {
    assertThat(MINE).contains(right);
    Path file = write(folder, MINE.replace(right, wrong));
    assertThatThrownBy(() -> Workloads.read(file))
        .hasMessageContaining("mine.yaml")
        .hasMessageContaining(words)
        .message()
        .doesNotContain("\n");
  }

  private static Path write(Path folder, String text) throws IOException {
    return Files.writeString(folder.resolve("mine.yaml"), text);
  }
}
