package dev.pushmark.results.store;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns Jackson's errors into one line: the file, the name, the value, what is allowed. */
final class JsonErrors {
  private JsonErrors() {}

  static UnreadableException of(String file, JsonProcessingException e) {
    return new UnreadableException(file + ": " + explain(e), e);
  }

  private static String explain(JsonProcessingException e) {
    if (e.getCause() instanceof IllegalArgumentException cause && cause.getMessage() != null) {
      return cause.getMessage();
    }
    if (e instanceof UnrecognizedPropertyException unknown) {
      return path(unknown) + " is unknown; allowed are " + names(unknown.getKnownPropertyIds());
    }
    if (e instanceof InvalidNullException missing) {
      String name = missing.getPropertyName().getSimpleName();
      String path = path(missing);
      boolean named = path.equals(name) || path.endsWith("." + name);
      return (named ? path : join(path, name)) + " is missing";
    }
    if (e instanceof InvalidTypeIdException wrong) {
      return join(path(wrong), kind(wrong));
    }
    if (e instanceof MismatchedInputException wrong && allowed(wrong.getTargetType()) != null) {
      return path(wrong) + " must be " + allowed(wrong.getTargetType()) + ", was " + value(wrong);
    }
    String message = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
    String where = e instanceof JsonMappingException mapping ? path(mapping) : "";
    String line =
        e.getLocation() == null || e.getLocation().getLineNr() < 1
            ? ""
            : "line " + e.getLocation().getLineNr();
    return where.isEmpty() ? join(line, message, ": ") : join(where, message, ": ");
  }

  /** What tells one kind of thing from another, and the kinds there are. */
  private static String kind(InvalidTypeIdException e) {
    Class<?> type = e.getBaseType().getRawClass();
    JsonTypeInfo property = type.getAnnotation(JsonTypeInfo.class);
    JsonSubTypes kinds = type.getAnnotation(JsonSubTypes.class);
    String allowed =
        kinds == null
            ? "of a known kind"
            : "one of "
                + Stream.of(kinds.value())
                    .map(JsonSubTypes.Type::name)
                    .collect(Collectors.joining(", "));
    return (property == null ? "kind" : property.property())
        + (e.getTypeId() == null
            ? " is missing; it must be " + allowed
            : " must be " + allowed + ", was " + e.getTypeId());
  }

  /** What a plain property takes; null for what is not plain. */
  private static @Nullable String allowed(@Nullable Class<?> type) {
    if (type == int.class || type == long.class || type == Long.class) {
      return "a whole number";
    }
    if (type != null && type.isEnum()) {
      return "one of " + constants(type);
    }
    return type == double.class ? "a number" : type == String.class ? "a text" : null;
  }

  private static Object value(MismatchedInputException e) {
    if (e instanceof InvalidFormatException wrong) {
      return wrong.getValue();
    }
    try {
      return e.getProcessor() instanceof JsonParser parser ? parser.getText() : "something else";
    } catch (IOException unreadable) {
      return "something else";
    }
  }

  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.toString();
  }

  private static String names(@Nullable Collection<Object> known) {
    return (known == null ? List.<Object>of() : known)
        .stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
  }

  private static String constants(Class<?> type) {
    return List.of(type.getEnumConstants()).stream()
        .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .collect(Collectors.joining(", "));
  }

  private static String join(String a, String b) {
    return join(a, b, ".");
  }

  private static String join(String a, String b, String between) {
    return a.isEmpty() ? b : a + between + b;
  }
}
