package dev.pushmark.bench.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.pushmark.results.model.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the command line says of a plan: a tree that holds only what was said. Not thread safe. */
public final class Overrides {
  private final ObjectNode tree = JsonNodeFactory.instance.objectNode();

  /** Sets a whole number, unless it was not given. */
  public Overrides number(String pointer, @Nullable Long value) {
    return value == null ? this : set(pointer, JsonNodeFactory.instance.numberNode(value));
  }

  /** Sets a number, unless it was not given. */
  public Overrides number(String pointer, @Nullable Double value) {
    return value == null ? this : set(pointer, JsonNodeFactory.instance.numberNode(value));
  }

  /** Sets a duration, unless it was not given. */
  public Overrides duration(String pointer, @Nullable Duration value) {
    return value == null ? this : text(pointer, DurationText.format(value));
  }

  /** Sets a choice, unless it was not given. */
  public Overrides choice(String pointer, @Nullable Enum<?> value) {
    return value == null
        ? this
        : text(pointer, value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  /** Sets a text, unless it was not given. */
  public Overrides text(String pointer, @Nullable String value) {
    return value == null ? this : set(pointer, TextNode.valueOf(value));
  }

  /** Sets whether something is so, unless it was not given. */
  public Overrides truth(String pointer, @Nullable Boolean value) {
    return value == null ? this : set(pointer, JsonNodeFactory.instance.booleanNode(value));
  }

  /** Sets a list of texts, unless it was not given. */
  public Overrides list(String pointer, @Nullable List<String> values) {
    if (values == null) {
      return this;
    }
    var array = JsonNodeFactory.instance.arrayNode();
    values.forEach(array::add);
    return set(pointer, array);
  }

  private Overrides set(String pointer, JsonNode value) {
    int slash = pointer.lastIndexOf('/');
    ObjectNode parent = slash == 0 ? tree : tree.withObject(pointer.substring(0, slash));
    parent.set(pointer.substring(slash + 1), value);
    return this;
  }

  ObjectNode tree() {
    return tree.deepCopy();
  }
}
