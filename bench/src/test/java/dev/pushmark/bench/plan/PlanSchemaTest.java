package dev.pushmark.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.store.Json;
import dev.pushmark.scenarios.registry.Transports;
import dev.pushmark.scenarios.workload.Workloads;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema, the records and the examples say the same. */
class PlanSchemaTest {
  private static final JsonSchema SCHEMA = schema("pushmark-plan.schema.json");

  private static JsonSchema schema(String resource) {
    InputStream in = PlanSchemaTest.class.getResourceAsStream(resource);
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in);
  }

  static List<Path> examples() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("examples"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void examplesAreOfTheSchemaAndResolve(Path example) throws Exception {
    assertThat(violations(Json.readYamlTree(example))).isEmpty();
    Plan plan = Planner.resolve(new PlanRequest(example, false, null, new Overrides(), 1));
    assertThat(plan.rounds()).isPositive();
  }

  @Test
  void aResolvedPlanIsOfTheSchema() throws Exception {
    Plan plan = Planner.resolve(new PlanRequest(null, false, null, new Overrides(), 1));
    assertThat(violations(Json.tree(plan))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"rouns\":1}",
        "{\"rounds\":0}",
        "{\"rounds\":1.5}",
        "{\"transports\":[]}",
        "{\"transports\":[\"smoke\"]}",
        "{\"phases\":{\"warmup\":\"5x\"}}",
        "{\"polling\":{\"pace\":\"FIXED_RATE\"}}",
        "{\"server\":{\"url\":\"ftp://x\"}}",
        "{\"server\":{\"slowConsumer\":\"DISCONNECT\"}}",
        "{\"server\":{\"queueBytes\":1000}}",
        "{\"server\":{\"url\":\"http://x\",\"queueBytes\":2000}}",
        "{\"server\":{\"batchWindow\":20}}",
        "{\"server\":{\"url\":\"http://x\",\"batchWindow\":\"20ms\"}}",
        "{\"ordering\":\"strict\"}",
        "{\"compression\":\"gzip\"}",
        "{\"tls\":\"yes\"}",
        "{\"network\":{\"reconnect\":{\"backoff\":\"often\"}}}",
        "{\"network\":{\"reconnect\":{\"maxAttempts\":0}}}",
        "{\"network\":{\"reconnect\":{\"silence\":\"soon\"}}}",
        "{\"server\":{\"heartbeat\":5}}",
        "{\"server\":{\"url\":\"http://x\",\"heartbeat\":\"5s\"}}",
        "{\"network\":{\"faults\":[{\"at\":\"1s\",\"fault\":{\"kind\":\"smoke\"}}]}}",
        "{\"network\":{\"faults\":[{\"at\":\"1s\",\"fault\":{\"kind\":\"pause\",\"down\":true}}]}}",
        "{\"network\":{\"bystanders\":-1}}",
        "{\"network\":{\"faults\":[{\"fault\":{\"kind\":\"cut\"}}]}}",
        "{\"browser\":\"opera\"}",
        "{\"newcomers\":{\"perSecond\":-1}}",
        "{\"newcomers\":{\"wrongTokens\":2}}",
        "{\"server\":{\"url\":\"http://x\",\"tokens\":true}}",
        "{\"ordering\":{\"maxHeldEvents\":0}}",
        "{\"workload\":{\"delivery\":\"some\"}}",
        "{\"limits\":{\"injectorCpu\":2}}",
        "{\"expectations\":[\"sse\"]}",
        "{\"workload\":{\"payloadBytes\":5}}"
      })
  void whatTheSchemaRefusesTheRecordsRefuse(String json) throws Exception {
    ObjectNode tree = Json.parse(json, ObjectNode.class);
    assertThat(violations(tree)).isNotEmpty();
    Path file = Files.writeString(Files.createTempFile("plan", ".yaml"), json);
    try {
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> Planner.resolve(new PlanRequest(file, false, null, new Overrides(), 1)))
          .isInstanceOf(BadPlanException.class);
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void theSchemaNamesEveryPropertyOfTheRecordsAndNoOther() {
    List<String> compared = new ArrayList<>();
    compare(SCHEMA.getSchemaNode(), Plan.class, compared);
    assertThat(compared).contains("Plan", "Phases", "Polling", "Server", "Limits", "Workload");
  }

  private static void compare(JsonNode schema, Class<?> type, List<String> compared) {
    compared.add(type.getSimpleName());
    List<String> names = new ArrayList<>();
    if (type == Plan.class) {
      names.add(GatePlanner.SECTION); // which is of another record
    }
    for (RecordComponent component : type.getRecordComponents()) {
      names.add(component.getName());
      if (component.getType().isRecord()) {
        compare(
            objectOf(schema.at("/properties/" + component.getName())),
            component.getType(),
            compared);
      }
    }
    assertThat(schema.at("/properties").fieldNames())
        .toIterable()
        .as(type.getSimpleName())
        .containsExactlyInAnyOrderElementsOf(names);
  }

  private static JsonNode objectOf(JsonNode property) {
    String reference = property.at("/oneOf/1/$ref").asText();
    return reference.isEmpty() ? property : SCHEMA.getSchemaNode().at(reference.substring(1));
  }

  @Test
  void aWorkloadFileHasASchemaOfItsOwnThatAllowsTheSame() throws Exception {
    JsonSchema workloads = schema("pushmark-workload.schema.json");
    assertThat(workloads.getSchemaNode().at("/properties"))
        .isEqualTo(SCHEMA.getSchemaNode().at("/$defs/workload/properties"));
    for (String name : Workloads.names()) {
      assertThat(workloads.validate(Json.tree(Workloads.named(name)))).as(name).isEmpty();
    }
    Path example = Path.of("examples/workloads/match-ticker.yaml");
    ObjectNode own = Json.readYamlTree(example);
    assertThat(Workloads.read(example).name()).isEqualTo("match-ticker");
    assertThat(workloads.validate(own)).isEmpty();
    for (String required : List.of("name", "rooms", "arrivals", "publishVia")) {
      ObjectNode without = own.deepCopy();
      without.remove(required);
      assertThat(workloads.validate(without)).as(required).isNotEmpty();
    }
    own.remove("delivery");
    assertThat(workloads.validate(own)).as("delivery may be left out").isEmpty();
  }

  @Test
  void theSchemaKnowsTheTransportsThereAre() {
    assertThat(SCHEMA.getSchemaNode().at("/properties/transports/items/anyOf/0/enum"))
        .extracting(JsonNode::textValue)
        .containsExactlyElementsOf(Transports.names());
  }

  private static Set<ValidationMessage> violations(JsonNode tree) {
    return SCHEMA.validate(tree);
  }
}
