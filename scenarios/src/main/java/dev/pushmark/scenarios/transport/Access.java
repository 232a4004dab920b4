package dev.pushmark.scenarios.transport;

import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What lets clients in: the token they show, and who is told when it is not enough. */
public final class Access {
  /** No token, and nobody who is told. */
  public static final Access OPEN = new Access(null, refusal -> {});

  private final @Nullable Token token;
  private final Consumer<String> refused;

  /**
   * Access with a token, or without.
   *
   * @param refused is told, on the event loop of the client in question, why the server does not
   *     let it in
   */
  public Access(@Nullable Token token, Consumer<String> refused) {
    this.token = token;
    this.refused = refused;
  }

  /** The same token, and somebody else who is told. */
  public Access heardBy(Consumer<String> other) {
    return new Access(token, other);
  }

  /** The value of the {@code Authorization} header; null for none. */
  public @Nullable String authorization() {
    return token == null ? null : token.authorization();
  }

  /** The token itself, for protocols that have a place of their own for it; null for none. */
  public @Nullable String token() {
    return token == null ? null : token.secret();
  }

  /** Tells if an answer is a refusal (401, 403) of what was done. */
  public void check(String done, HttpResponse answer) {
    int status = answer.status().code();
    if (answer.decoderResult().isSuccess()
        && (status == HttpResponseStatus.UNAUTHORIZED.code()
            || status == HttpResponseStatus.FORBIDDEN.code())) {
      refuse(done, answer.status().toString().replaceAll("\\p{Cntrl}+", " "));
    }
  }

  /** Tells that what was done has been refused in these words. */
  public void refuse(String done, String answer) {
    refused.accept(
        hide(
            "%s was answered with %s; %s"
                .formatted(
                    done,
                    answer,
                    token == null
                        ? "no token was shown (" + Token.VARIABLE + ", --token-file)"
                        : "the token that was shown does not allow it")));
  }

  /** A text that may come from the server, without the token, should it hold it. */
  public String hide(String text) {
    return token == null ? text : token.hiddenIn(text);
  }
}
