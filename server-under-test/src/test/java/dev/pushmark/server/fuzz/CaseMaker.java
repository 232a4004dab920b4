package dev.pushmark.server.fuzz;

import dev.pushmark.server.fuzz.FuzzCase.Ending;
import dev.pushmark.server.fuzz.FuzzCase.Piece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What clients of HTTP/1.x and WebSocket do. */
public final class CaseMaker implements Cases {
  private static final int LONGEST_NOISE = 2_000;
  private static final int MOST_PIECES = 12;

  private final long seed;
  private final Scene scene;

  public CaseMaker(long seed, Scene scene) {
    this.seed = seed;
    this.scene = scene;
  }

  @Override
  public FuzzCase make(long number) {
    Dice dice = new Dice(seed, number);
    Requests requests = new Requests(dice, scene);
    List<Piece> pieces = new ArrayList<>();
    int percentStay = 2;
    switch (dice.below(20)) {
      case 0 -> add(dice, pieces, dice.bytes(dice.below(LONGEST_NOISE)));
      case 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 -> add(dice, pieces, http(dice, requests));
      case 11, 12 -> {
        add(dice, pieces, requests.stream());
        percentStay = 40; // for something to be delivered meanwhile
      }
      default -> addSocket(dice, pieces, requests);
    }
    return new FuzzCase(seed, number, pieces, ending(dice, percentStay));
  }

  private static byte[] http(Dice dice, Requests requests) {
    Bytes bytes = new Bytes();
    for (int i = dice.oneIn(100) ? 150 : 1 + dice.below(5); i > 0; i--) {
      bytes.add(requests.next());
    }
    return dice.oneIn(4) ? Mutation.some(dice, bytes.toArray()) : bytes.toArray();
  }

  private static void addSocket(Dice dice, List<Piece> pieces, Requests requests) {
    boolean odd = dice.oneIn(5);
    byte[] upgrade = requests.upgrade(odd);
    pieces.add(new Piece(upgrade, !odd && !dice.oneIn(3)));
    Bytes frames = new Bytes();
    for (int i = dice.below(8); i > 0; i--) {
      frames.add(Frames.next(dice));
    }
    add(dice, pieces, dice.oneIn(4) ? Mutation.some(dice, frames.toArray()) : frames.toArray());
  }

  /** In one piece or in several, and sometimes not to its end. */
  static void add(Dice dice, List<Piece> pieces, byte[] bytes) {
    int end = dice.oneIn(8) && bytes.length > 0 ? dice.below(bytes.length) : bytes.length;
    int cuts = dice.oneIn(3) ? 1 + dice.below(MOST_PIECES) : 0;
    int at = 0;
    while (at < end) {
      int next = cuts-- > 0 ? at + 1 + dice.below(end - at) : end;
      pieces.add(new Piece(Arrays.copyOfRange(bytes, at, next), false));
      at = next;
    }
  }

  static Ending ending(Dice dice, int percentStay) {
    if (dice.below(100) < percentStay) {
      return Ending.STAY;
    }
    return dice.of(
        Ending.HALF_CLOSE,
        Ending.HALF_CLOSE,
        Ending.HALF_CLOSE,
        Ending.HALF_CLOSE,
        Ending.CLOSE,
        Ending.RESET);
  }
}
