package dev.pushmark.server.fuzz;

import java.util.List;

/**
 * What one client does: the pieces that it sends, each in a write of its own, and how it leaves.
 */
public record FuzzCase(long seed, long number, List<Piece> pieces, Ending ending) {
  /**
   * @param awaitAnswer whether to go on only when the server has answered this piece
   */
  public record Piece(byte[] bytes, boolean awaitAnswer) {}

  /** How the client leaves. */
  public enum Ending {
    /** It ends its side and reads what is still to come. */
    HALF_CLOSE,
    /** It closes at once, whatever it has not read. */
    CLOSE,
    /** It resets the connection. */
    RESET,
    /** It says no more and waits for the server to end the connection. */
    STAY
  }

  public byte[] sent() {
    Bytes all = new Bytes();
    pieces.forEach(piece -> all.add(piece.bytes()));
    return all.toArray();
  }

  @Override
  public String toString() {
    return String.format(
        "case %d of seed %d (alone: -Dpushmark.fuzz.seed=%d -Dpushmark.fuzz.case=%d)"
            + "%n  sent in %d pieces, then %s: %s",
        number, seed, seed, number, pieces.size(), ending, Bytes.show(sent()));
  }
}
