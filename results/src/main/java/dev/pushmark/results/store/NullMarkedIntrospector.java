package dev.pushmark.results.store;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.io.Serial;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Executable;
import org.jspecify.annotations.Nullable;

/** A record component may be missing or null only where its type says {@code @Nullable}. */
final class NullMarkedIntrospector extends JacksonAnnotationIntrospector {
  @Serial private static final long serialVersionUID = 1;

  @Override
  public JsonSetter.Value findSetterInfo(Annotated annotated) {
    if (annotated instanceof AnnotatedParameter parameter
        && parameter.getOwner().getMember() instanceof Executable constructor) {
      AnnotatedType type = constructor.getAnnotatedParameterTypes()[parameter.getIndex()];
      if (!type.isAnnotationPresent(Nullable.class)) {
        return JsonSetter.Value.forValueNulls(Nulls.FAIL, Nulls.FAIL);
      }
    }
    return super.findSetterInfo(annotated);
  }
}
