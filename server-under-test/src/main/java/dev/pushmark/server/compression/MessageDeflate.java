package dev.pushmark.server.compression;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An agreement on permessage-deflate (RFC 7692). No message refers to an earlier one, in either
 * direction: so a connection keeps no window, and what the server sends can be the same for all.
 *
 * @param windowBits how far back, at most 2^windowBits bytes, the client wants to look
 * @param asked whether the client has named them
 */
public record MessageDeflate(int windowBits, boolean asked) {
  public static final int MIN_WINDOW_BITS = 8;
  public static final int MAX_WINDOW_BITS = 15;

  private static final String NAME = "permessage-deflate";
  private static final String SERVER_NO_CONTEXT = "server_no_context_takeover";
  private static final String CLIENT_NO_CONTEXT = "client_no_context_takeover";
  private static final String SERVER_WINDOW = "server_max_window_bits";
  private static final String CLIENT_WINDOW = "client_max_window_bits";

  /** Accepts the first offer in the client's headers that is understood; null if there is none. */
  static @Nullable MessageDeflate accept(List<String> headers) {
    for (String header : headers) {
      for (String offer : header.split(",", -1)) {
        MessageDeflate accepted = acceptOffer(offer.split(";", -1));
        if (accepted != null) {
          return accepted;
        }
      }
    }
    return null;
  }

  private static @Nullable MessageDeflate acceptOffer(String[] offer) {
    if (!offer[0].trim().equals(NAME)) {
      return null;
    }
    MessageDeflate accepted = new MessageDeflate(MAX_WINDOW_BITS, false);
    Set<String> seen = new HashSet<>();
    for (int i = 1; i < offer.length; i++) {
      String[] parameter = offer[i].split("=", 2);
      String name = parameter[0].trim().toLowerCase(Locale.ROOT);
      String value = parameter.length == 1 ? null : unquoted(parameter[1].trim());
      if (!seen.add(name) || !isValid(name, value)) {
        return null;
      }
      if (name.equals(SERVER_WINDOW) && value != null) {
        accepted = new MessageDeflate(Integer.parseInt(value), true);
      }
    }
    return accepted;
  }

  private static boolean isValid(String name, @Nullable String value) {
    return switch (name) {
      case SERVER_NO_CONTEXT, CLIENT_NO_CONTEXT -> value == null;
      case CLIENT_WINDOW -> value == null || isWindow(value);
      case SERVER_WINDOW -> value != null && isWindow(value);
      default -> false;
    };
  }

  private static boolean isWindow(String value) {
    return value.matches("[89]|1[0-5]");
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  /** The handshake's answer. A client may ask for a smaller window, or for the takeovers to end. */
  public String answer() {
    String answer = NAME + "; " + SERVER_NO_CONTEXT + "; " + CLIENT_NO_CONTEXT;
    return asked ? answer + "; " + SERVER_WINDOW + "=" + windowBits : answer;
  }
}
