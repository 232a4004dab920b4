package dev.pushmark.results.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.pushmark.results.sample.SampleRun;
import dev.pushmark.results.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data that a site publishes, and what its schema says of them. */
class SchemaTest {
  @TempDir Path temp;
  private ObjectNode data = JsonNodeFactory.instance.objectNode();
  private ObjectNode schema = data;

  @BeforeEach
  void build() throws Exception {
    PublishedFolder published = new PublishedFolder(temp.resolve("published"));
    published.run("real", 1);
    SampleRun sample = SampleRun.seeded(5);
    sample.write(published.folder.resolve("sample"), sample.rounds().size()).finish(sample.run());
    Site.write(published.folder, temp.resolve("site"));
    data = read("data.json");
    schema = read("schema.json");
  }

  private ObjectNode read(String file) throws IOException {
    return Json.parse(Files.readString(temp.resolve("site").resolve(file)), ObjectNode.class);
  }

  private Set<ValidationMessage> violations(JsonNode told) {
    JsonSchema validator =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
    return validator.validate(told);
  }

  @Test
  void theDataAreOfTheSchema() {
    assertThat(violations(data)).isEmpty();
    assertThat(data.get("runs")).hasSize(2);
  }

  @Test
  void theSchemaFindsWhatIsNotAsItSays() {
    ObjectNode unknown = data.deepCopy();
    ((ObjectNode) unknown.at("/runs/0")).put("colour", "red");
    assertThat(violations(unknown)).hasSize(1);
    ObjectNode text = data.deepCopy();
    ((ObjectNode) text.at("/runs/0/transports/0/deliveryLatency/p50")).put("ns", "600 µs");
    assertThat(violations(text)).hasSize(1);
    ObjectNode fewer = data.deepCopy();
    ((ObjectNode) fewer.at("/runs/1/plan/workload")).remove("payloadBytes");
    assertThat(violations(fewer)).hasSize(1);
  }

  @Test
  void everyFieldIsExplained() {
    List<String> unexplained = new ArrayList<>();
    look(schema, "", unexplained);

    assertThat(unexplained).isEmpty();
  }

  private static void look(JsonNode node, String path, List<String> unexplained) {
    node.path("properties")
        .properties()
        .forEach(
            property -> {
              JsonNode what = property.getValue();
              if (!what.has("description") && !what.path("$ref").asText().matches(".*/[a-z]+")) {
                unexplained.add(path + "." + property.getKey());
              }
            });
    node.properties().forEach(e -> look(e.getValue(), path + "." + e.getKey(), unexplained));
  }
}
