package dev.pushmark.results.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.pushmark.results.model.DurationText;
import java.io.IOException;
import java.io.Serial;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Durations as people write them ({@code 500ms}), instants as ISO 8601. */
final class TimeModule extends SimpleModule {
  @Serial private static final long serialVersionUID = 1;

  TimeModule() {
    addSerializer(Instant.class, ToStringSerializer.instance);
    addDeserializer(Instant.class, new InstantReader());
    addSerializer(Duration.class, new DurationWriter());
    addDeserializer(Duration.class, new DurationReader());
  }

  private static final class InstantReader extends StdDeserializer<Instant> {
    @Serial private static final long serialVersionUID = 1;

    InstantReader() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      String text = parser.getText();
      try {
        return Instant.parse(text);
      } catch (DateTimeException e) {
        throw wrong(
            parser,
            new IllegalArgumentException(
                parser.currentName() + " must be a time such as 2026-01-31T12:00:00Z, was " + text,
                e));
      }
    }
  }

  private static final class DurationWriter extends StdSerializer<Duration> {
    @Serial private static final long serialVersionUID = 1;

    DurationWriter() {
      super(Duration.class);
    }

    @Override
    public void serialize(Duration value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(DurationText.format(value));
    }
  }

  private static final class DurationReader extends StdDeserializer<Duration> {
    @Serial private static final long serialVersionUID = 1;

    DurationReader() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      try {
        return DurationText.parse(parser.currentName(), parser.getText());
      } catch (IllegalArgumentException e) {
        throw wrong(parser, e);
      }
    }
  }

  private static JsonMappingException wrong(JsonParser parser, IllegalArgumentException e) {
    return JsonMappingException.from(parser, e.getMessage(), e);
  }
}
