package dev.pushmark.scenarios.stamp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StampTest {
  private final StampReader reader = new StampReader();

  private static String stamp(int publisher, int sequence, long intended, long actual) {
    ByteBuf bytes = Unpooled.buffer(Stamp.LENGTH).writerIndex(Stamp.LENGTH);
    Stamp.set(bytes, 0, publisher, sequence, intended, actual);
    return bytes.toString(US_ASCII);
  }

  @Test
  void aStampReadsAsItWasWritten() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 10_000; i++) {
      int publisher = random.nextInt();
      int sequence = random.nextInt();
      long intended = random.nextLong();
      long actual = random.nextLong();
      ByteBuf bytes = Unpooled.copiedBuffer(stamp(publisher, sequence, intended, actual), US_ASCII);

      assertThat(reader.next(bytes, 0, bytes.writerIndex())).isEqualTo(Stamp.LENGTH);
      assertThat(reader.intact()).isTrue();
      assertThat(reader.publisher()).isEqualTo(publisher);
      assertThat(reader.sequence()).isEqualTo(sequence);
      assertThat(reader.intendedSendTimeNs()).isEqualTo(intended);
      assertThat(reader.actualSendTimeNs()).isEqualTo(actual);
    }
  }

  @Test
  void hexadecimalIsTheUsualOne() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 10_000; i++) {
      int value = random.nextInt();
      ByteBuf digits = Unpooled.copyLong(Hex.encode(value));
      assertThat(digits.toString(US_ASCII)).isEqualTo(String.format("%08x", value));
      assertThat(Hex.decode(digits.getLong(0))).isEqualTo(value);
    }
  }

  @Test
  void aStampConsistsOfCharactersThatNoEnvelopeChanges() {
    assertThat(stamp(-1, 1, Long.MIN_VALUE, 42)).matches("[A-Za-z0-9~]{60}");
  }

  @Test
  void everyStampIsFoundWhereverItLies() {
    String text = "~~pM{\"id\":\"a-1\"} " + stamp(1, 2, 3, 4) + "~pM~" + stamp(5, 6, 7, 8) + "~";
    for (int padding = 0; padding < 2 * Stamp.LENGTH; padding++) {
      ByteBuf bytes = Unpooled.copiedBuffer("~".repeat(padding) + text, US_ASCII);
      int end = bytes.writerIndex();

      int behindFirst = reader.next(bytes, 0, end);
      assertThat(reader.publisher()).isEqualTo(1);
      // The loose ~pM~ in front of the second stamp looks like one, and fails its check.
      int behindLoose = reader.next(bytes, behindFirst, end);
      assertThat(reader.intact()).isFalse();
      int behindSecond = reader.next(bytes, behindLoose, end);
      assertThat(reader.intact()).isTrue();
      assertThat(reader.publisher()).isEqualTo(5);
      assertThat(reader.next(bytes, behindSecond, end)).isEqualTo(-1);
    }
  }

  @Test
  void whatReachesBeyondTheEndIsNoStamp() {
    ByteBuf bytes = Unpooled.copiedBuffer("xx" + stamp(1, 2, 3, 4), US_ASCII);
    int end = bytes.writerIndex();

    assertThat(reader.next(bytes, 0, end - 1)).isEqualTo(-1);
    assertThat(reader.next(bytes, 3, end)).isEqualTo(-1);
    assertThat(reader.next(bytes, 2, end)).isEqualTo(end);
    assertThat(reader.next(bytes, end, end)).isEqualTo(-1);
  }

  @Test
  void everyDamagedCharacterIsNoticed() {
    String intact = stamp(7, 1234, 5_000_000_000L, 5_000_010_000L);
    for (int i = 4; i < Stamp.LENGTH; i++) {
      char damaged = intact.charAt(i) == '0' ? '1' : '0';
      ByteBuf bytes =
          Unpooled.copiedBuffer(
              intact.substring(0, i) + damaged + intact.substring(i + 1), US_ASCII);
      for (int reading = 1; reading <= 2; reading++) {
        assertThat(reader.next(bytes, 0, bytes.writerIndex())).isEqualTo(Stamp.PUBLISHER);
        assertThat(reader.intact()).as("character %d, reading %d", i, reading).isFalse();
      }
    }
  }

  @Test
  void aStampIsFoundAmongOtherDigits() {
    String text = "deadbeef0123456789".repeat(40);
    ByteBuf bytes = Unpooled.copiedBuffer(text + stamp(1, 2, 3, 4) + text, US_ASCII);

    int behind = reader.next(bytes, 0, bytes.writerIndex());
    assertThat(behind).as("behind digits without a mark").isEqualTo(text.length() + Stamp.LENGTH);
    assertThat(reader.next(bytes, behind, bytes.writerIndex())).isEqualTo(-1);
  }

  @Test
  void aPayloadHasItsSizeAndItsStampAndIsJson() {
    for (int size : new int[] {Payload.MIN_BYTES, 100, 200, 65_536}) {
      ByteBuf bytes = Unpooled.buffer();
      new Payload(size).writeTo(bytes, 1, 2, 3, 4);

      assertThat(bytes.readableBytes()).isEqualTo(size);
      assertThat(bytes.toString(UTF_8)).matches("\\{\"stamp\":\"[^\"]{60}\",\"text\":\"[^\"]*\"}");
      assertThat(reader.next(bytes, 0, size)).isPositive();
      assertThat(reader.intact()).isTrue();
      assertThat(reader.sequence()).isEqualTo(2);
    }
  }

  @Test
  void aPayloadTooSmallForAStampIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Payload(50))
        .withMessage("payload must be >= " + Payload.MIN_BYTES + " bytes, was 50");
  }
}
