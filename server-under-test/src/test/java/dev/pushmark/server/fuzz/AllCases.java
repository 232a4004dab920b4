package dev.pushmark.server.fuzz;

import dev.pushmark.server.fuzz.FuzzCase.Piece;
import java.util.ArrayList;
import java.util.List;

/** What clients do of every protocol on the port: half of them as {@link CaseMaker} has it. */
final class AllCases implements Cases {
  private final long seed;
  private final Scene scene;
  private final CaseMaker others;

  AllCases(long seed, Scene scene) {
    this.seed = seed;
    this.scene = scene;
    this.others = new CaseMaker(seed, scene);
  }

  @Override
  public FuzzCase make(long number) {
    Dice dice = new Dice(~seed, number);
    return switch (dice.below(6)) {
      case 0, 1 -> http2(dice, number);
      case 2 -> socketIo(dice, number);
      default -> others.make(number);
    };
  }

  private FuzzCase http2(Dice dice, long number) {
    Http2Requests requests = new Http2Requests(dice, scene);
    List<Piece> pieces = new ArrayList<>();
    boolean ends = !dice.oneIn(3);
    boolean spoilt = dice.oneIn(4);
    byte[] preface = requests.preface();
    boolean odd = dice.oneIn(30);
    pieces.add(new Piece(odd ? Mutation.some(dice, preface) : preface, !odd && dice.oneIn(2)));
    Bytes frames = new Bytes();
    for (int i = 1 + dice.below(8); i > 0; i--) {
      frames.add(ends || dice.oneIn(2) ? requests.next() : longer(dice, requests));
    }
    CaseMaker.add(dice, pieces, spoilt ? Mutation.some(dice, frames.toArray()) : frames.toArray());
    return new FuzzCase(seed, number, pieces, CaseMaker.ending(dice, ends && !spoilt ? 10 : 0));
  }

  private static byte[] longer(Dice dice, Http2Requests requests) {
    return dice.oneIn(2) ? requests.stream() : requests.socket();
  }

  private FuzzCase socketIo(Dice dice, long number) {
    List<Piece> pieces = new ArrayList<>();
    new SocketIoRequests(dice, scene).addTo(pieces);
    return new FuzzCase(seed, number, pieces, CaseMaker.ending(dice, 10));
  }
}
