package dev.pushmark.results.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.pushmark.results.model.Outcome;
import dev.pushmark.results.model.Round;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A round as the cells of one row and back, without loss. The columns follow the records
 * themselves, so that no field can be forgotten: {@code injection.counts.lost}. A list is one cell
 * of JSON; what is null is an empty cell.
 */
final class RoundColumns {
  /** The kinds of outcome have different components; these are all of them. */
  private static final Map<String, Class<?>> OUTCOME = outcomeComponents();

  private static final Map<String, Class<?>> COLUMNS = new LinkedHashMap<>();

  static {
    collect("", Round.class);
  }

  private RoundColumns() {}

  static List<String> names() {
    return List.copyOf(COLUMNS.keySet());
  }

  private static Map<String, Class<?>> outcomeComponents() {
    Map<String, Class<?>> components = new LinkedHashMap<>();
    components.put("is", String.class);
    for (Class<?> kind : Outcome.class.getPermittedSubclasses()) {
      for (RecordComponent component : kind.getRecordComponents()) {
        components.put(component.getName(), component.getType());
      }
    }
    return components;
  }

  private static void collect(String prefix, Class<?> record) {
    for (RecordComponent component : record.getRecordComponents()) {
      String name = prefix + component.getName();
      if (component.getType() == Outcome.class) {
        OUTCOME.forEach((part, type) -> COLUMNS.put(name + "." + part, type));
      } else if (component.getType().isRecord()) {
        collect(name + ".", component.getType());
      } else {
        COLUMNS.put(name, component.getType());
      }
    }
  }

  static List<String> cells(Round round) {
    JsonNode tree = Json.tree(round);
    List<String> cells = new ArrayList<>();
    for (String column : COLUMNS.keySet()) {
      JsonNode value = tree.at("/" + column.replace('.', '/'));
      cells.add(
          value.isMissingNode() || value.isNull()
              ? ""
              : value.isContainerNode() ? value.toString() : value.asText());
    }
    return cells;
  }

  static Round round(Map<String, String> cells, String name) throws IOException {
    ObjectNode tree = Json.tree(Map.of());
    for (Map.Entry<String, Class<?>> column : COLUMNS.entrySet()) {
      String cell = cells.getOrDefault(column.getKey(), "");
      if (!cell.isEmpty()) {
        String[] path = column.getKey().split("\\.", -1);
        ObjectNode parent = tree;
        for (int i = 0; i < path.length - 1; i++) {
          parent = parent.withObjectProperty(path[i]);
        }
        parent.set(path[path.length - 1], value(cell, column.getValue()));
      }
    }
    return Json.from(tree, name, Round.class);
  }

  private static JsonNode value(String cell, Class<?> type) throws IOException {
    if (type == List.class) {
      return Json.parse(cell, ArrayNode.class);
    }
    return type.isPrimitive() || type == Long.class
        ? Json.parse(numeric(cell), JsonNode.class)
        : TextNode.valueOf(cell);
  }

  /** A double that is no number is a string in JSON. */
  private static String numeric(String cell) {
    return cell.equals("NaN") || cell.endsWith("Infinity") ? Json.line(cell) : cell;
  }
}
