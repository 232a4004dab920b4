package dev.pushmark.scenarios.transport.wire;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpResponse;

/** Says in a line what came instead of what was hoped for. */
public final class Reason {
  private Reason() {}

  /** A failure in its own words, or its kind where it has none. */
  public static String of(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : oneLine(message);
  }

  /** What a decoder stumbled over; Netty's does not always say it in words of its own. */
  public static String of(DecoderResult failed) {
    Throwable cause = failed.cause();
    boolean stumbled = cause instanceof IndexOutOfBoundsException || cause.getMessage() == null;
    return stumbled ? "it is malformed" : of(cause);
  }

  /** An answer's status, or that it is none. */
  public static String of(HttpResponse answer) {
    return answer.decoderResult().isFailure()
        ? "something that is not HTTP (" + of(answer.decoderResult()) + ")"
        : oneLine(answer.status().toString());
  }

  /** Text from elsewhere without its line ends and other control characters. */
  public static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
