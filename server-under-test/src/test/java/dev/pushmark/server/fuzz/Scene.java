package dev.pushmark.server.fuzz;

import java.util.List;

/**
 * What a server has that no seed can foretell.
 *
 * @param epochs of the {@link #ROOMS}, in their order
 * @param token that the server accepts; empty when it wants none
 */
public record Scene(List<String> epochs, String token) {
  public static final List<String> ROOMS = List.of("fuzz-0", "fuzz-1", "fuzz-2", "fuzz-3");

  boolean isGuarded() {
    return !token.isEmpty();
  }
}
