package dev.pushmark.server.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pushmark.server.socketio.engine.BadPacketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Nearly right packets are read or refused, and nothing else happens. */
class PacketFuzzTest {
  private static final int CASES = 200_000;
  private static final String[] RIGHT = {
    "0",
    "0/custom,{\"token\":\"a\"}",
    "2[\"message\",1,\"2\",{\"3\":[true,null]},-1.5e3]",
    "212[\"publish\",\"room\",{\"a\" : [\"\u20ac\"]}]",
    "51-7[\"publish\",\"room\",{\"_placeholder\":true,\"num\":0},\"key\"]",
    "52-/custom,9[\"m\",{\"num\":1,\"_placeholder\":true}]",
    "3/custom,12[]",
    "1/custom"
  };
  private static final String[] PIECES = {
    "[",
    "]",
    "{",
    "}",
    "\"",
    "\\",
    ",",
    "/",
    "-",
    "999999999999999",
    "\u0000",
    "\u001e",
    "\\u12",
    "{\"_placeholder\":true,\"num\":99}",
    "[[[[",
    "\ufeff",
    "e",
    " "
  };

  @Test
  void nearlyRightPacketsAreReadOrRefused() {
    SplittableRandom random = new SplittableRandom(1);
    int read = 0;
    for (int number = 0; number < CASES; number++) {
      byte[] bytes = mutant(random);
      try {
        read += use(Packet.read(bytes));
      } catch (BadPacketException refused) {
        assertThat(refused.getMessage()).matches("[ -~]+");
      } catch (RuntimeException e) {
        throw new AssertionError("case " + number + ": " + Arrays.toString(bytes), e);
      }
    }
    assertThat(read).isBetween(CASES / 100, CASES - CASES / 100);
  }

  private static int use(Packet packet) throws BadPacketException {
    Arguments arguments = Arguments.read(packet.json());
    for (int i = 0; i < arguments.size(); i++) {
      assertThat(arguments.placeholder(i)).isBetween(-1, 99);
      assertThat(arguments.json(i)).isNotEmpty();
    }
    if (arguments.name() != null) {
      String tail = new String(arguments.tail(), StandardCharsets.UTF_8);
      Arguments again =
          Arguments.read(("[\"again\"" + tail + "]").getBytes(StandardCharsets.UTF_8));
      assertThat(again.size()).isEqualTo(arguments.size());
    }
    return 1;
  }

  private static byte[] mutant(SplittableRandom random) {
    StringBuilder text = new StringBuilder(RIGHT[random.nextInt(RIGHT.length)]);
    for (int changes = random.nextInt(4); changes > 0; changes--) {
      int at = random.nextInt(text.length() + 1);
      int to = Math.min(text.length(), at + random.nextInt(6));
      switch (random.nextInt(3)) {
        case 0 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
        case 1 -> text.delete(at, to);
        default -> text.replace(at, to, PIECES[random.nextInt(PIECES.length)]);
      }
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0 && random.nextInt(4) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }
}
