package dev.pushmark.results.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pushmark.results.model.Expectation;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Phases;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Polling;
import dev.pushmark.results.model.Round;
import dev.pushmark.results.model.Run;
import dev.pushmark.results.model.TimeOutOfDate;
import dev.pushmark.results.model.Workload;
import dev.pushmark.results.sample.SampleRun;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonTest {
  private static final SampleRun SAMPLE = SampleRun.seeded(1);
  private static final String WORKLOAD =
      """
      name: tiny
      description: two people talking
      rooms: 1
      subscribersPerRoom: 2
      publishersPerRoom: 1
      eventsPerSecond: 0.5
      arrivals: {process: poisson, burstSize: 1}
      payloadBytes: 120
      publishVia: http
      delivery: every
      """;

  @TempDir Path folder;

  @Test
  void everyRecordOfARunComesBackAsItWas() throws IOException {
    Path file = folder.resolve("run.json");

    Json.write(file, SAMPLE.run());

    assertThat(Json.read(file, Run.class)).isEqualTo(SAMPLE.run());
    for (Round round : SAMPLE.rounds()) {
      assertThat(Json.parse(Json.line(round), Round.class)).isEqualTo(round);
    }
    assertThat(Json.tree(SAMPLE.environment()).get("id").asText())
        .isEqualTo(SAMPLE.environment().id());
  }

  @Test
  void writesForPeople() throws IOException {
    Path file = folder.resolve("phases.json");

    Json.write(
        file, new Phases(Duration.ofSeconds(2), Duration.ofMillis(1500), Duration.ofMinutes(1)));

    assertThat(file)
        .hasContent(
            """
            {
              "warmup": "2s",
              "measurement": "1500ms",
              "drain": "1m"
            }
            """);
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    assertThat(Json.line(new Outcome.Failed(List.of("lost 3"))))
        .isEqualTo("{\"is\":\"failed\",\"reasons\":[\"lost 3\"]}");
    assertThat(Json.line(Polling.Pace.FIXED_RATE)).isEqualTo("\"fixed-rate\"");
    assertThat(Json.line(Expectation.parse("websocket.p99<50ms")))
        .isEqualTo("\"websocket.p99<50ms\"");
  }

  @Test
  void whatIsNotANumberStaysSo() throws IOException {
    TimeOutOfDate none = new TimeOutOfDate(Double.NaN, 0, Double.NaN);

    assertThat(Json.parse(Json.line(none), TimeOutOfDate.class)).isEqualTo(none);
  }

  @Test
  void readsYaml() throws IOException {
    Workload workload = read(WORKLOAD);

    assertThat(workload.eventsPerSecond()).isEqualTo(0.5);
    assertThat(workload.publishVia()).isEqualTo(Workload.PublishVia.HTTP);
  }

  @Test
  void laysAPartialFileOverACompletePlan() throws IOException {
    Plan plan = SAMPLE.run().plan();
    Path file = folder.resolve("pushmark.yaml");
    Files.writeString(file, "rounds: 2\ntransports: [sse]\npolling:\n  interval: 250ms\n");

    ObjectNode tree = Json.overlay(Json.tree(plan), Json.readYamlTree(file));
    Plan merged = Json.from(tree, file.toString(), Plan.class);

    assertThat(merged.rounds()).isEqualTo(2);
    assertThat(merged.transports()).containsExactly("sse");
    assertThat(merged.polling().interval()).isEqualTo(Duration.ofMillis(250));
    assertThat(merged.polling().holdTime()).isEqualTo(plan.polling().holdTime());
    assertThat(merged.workload()).isEqualTo(plan.workload());
  }

  @Test
  void namesAnUnknownPropertyAndWhatIsAllowed() {
    refuses(
        WORKLOAD + "colour: red\n",
        "tiny.yaml: colour is unknown; allowed are arrivals, delivery, description, eventsPerSecond, name,"
            + " payloadBytes, publishVia, publishersPerRoom, rooms, subscribersPerRoom");
  }

  @Test
  void namesAMissingOrNullProperty() {
    refuses(WORKLOAD.replace("rooms: 1\n", ""), "tiny.yaml: rooms is missing");
    refuses(WORKLOAD.replace("rooms: 1\n", "rooms:\n"), "tiny.yaml: rooms is missing");
    refuses(WORKLOAD.replace("name: tiny\n", ""), "tiny.yaml: name is missing");
    refuses(WORKLOAD.replace("process: poisson, ", ""), "tiny.yaml: arrivals.process is missing");
  }

  @Test
  void namesAnUnknownConstantAndTheKnownOnes() {
    refuses(
        WORKLOAD.replace("poisson", "fractal"),
        "tiny.yaml: arrivals.process must be one of constant, poisson, bursts, was fractal");
  }

  @Test
  void passesOnWhatARecordItselfRefuses() {
    refuses(
        WORKLOAD.replace("rooms: 1", "rooms: 0"), "tiny.yaml: workload.rooms must be >= 1, was 0");
  }

  @Test
  void refusesOtherTypesAndTwiceTheSameName() {
    refuses(
        WORKLOAD.replace("rooms: 1", "rooms: many"),
        "tiny.yaml: rooms must be a whole number, was many");
    refuses(
        WORKLOAD.replace("rooms: 1", "rooms: 1.5"),
        "tiny.yaml: rooms must be a whole number, was 1.5");
    refusesWith(
        WORKLOAD.replace("rooms: 1", "rooms: 3000000000"),
        "tiny.yaml: rooms: Numeric value (3000000000) out of range of int");
    refuses(
        WORKLOAD.replace("eventsPerSecond: 0.5", "eventsPerSecond: often"),
        "tiny.yaml: eventsPerSecond must be a number, was often");
    refuses(WORKLOAD.replace("name: tiny", "name: [a]"), "tiny.yaml: name must be a text, was [");
    refusesWith(WORKLOAD + "rooms: 2\n", "tiny.yaml: line 11: Duplicate field 'rooms'");
    refusesWith("", "tiny.yaml: must be lines of");
    refusesWith("- a\n- b\n", "tiny.yaml: must be lines of");
    refusesWith("a: [\n", "tiny.yaml: line ");
  }

  @Test
  void namesABadDurationAndABadTime() {
    assertThatThrownBy(
            () ->
                Json.parse(
                    "{\"warmup\": 5, \"measurement\": \"1s\", \"drain\": \"1s\"}", Phases.class))
        .isInstanceOf(UnreadableException.class)
        .hasMessage(
            "JSON: warmup must be a number and a unit (ns, us, ms, s, m, h) such as 500ms, was 5");
    ObjectNode run = Json.tree(SAMPLE.run());
    run.put("startedAt", "yesterday");
    assertThatThrownBy(() -> Json.from(run, "run.json", Run.class))
        .hasMessage(
            "run.json: startedAt must be a time such as 2026-01-31T12:00:00Z, was yesterday");
  }

  private static void refuses(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(UnreadableException.class)
        .hasMessage(message);
  }

  private static void refusesWith(String text, String start) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(UnreadableException.class)
        .hasMessageStartingWith(start)
        .extracting(Throwable::getMessage)
        .asString()
        .hasLineCount(1);
  }

  private static Workload read(String text) throws IOException {
    return Json.from(Json.readYamlTree(yaml(text), "tiny.yaml"), "tiny.yaml", Workload.class);
  }

  private static InputStream yaml(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
