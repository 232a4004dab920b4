package dev.pushmark.scenarios.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;

/** Messages of the gRPC service, written by hand. */
final class GrpcBytes {
  private GrpcBytes() {}

  static byte[] place(String id) {
    return message(field(3, ascii(id)));
  }

  static byte[] event(String id, int number) {
    byte[] event = RawHttp2.all(field(1, ascii(id)), field(2, ascii(Events.text(number))));
    return message(field(1, event));
  }

  static byte[] gap(String after, String next, byte[] missed) {
    return message(field(2, RawHttp2.all(field(1, ascii(after)), field(2, ascii(next)), missed)));
  }

  /** A message with the length that it has. */
  static byte[] message(byte[] content) {
    return message(0, content.length, content);
  }

  static byte[] message(int flag, int length, byte[] content) {
    return RawHttp2.all(new byte[] {(byte) flag}, RawHttp2.number(length), content);
  }

  static byte[] field(int number, byte[] content) {
    ByteArrayOutputStream field = new ByteArrayOutputStream();
    field.write(number << 3 | 2);
    int rest = content.length;
    while (rest >= 0x80) {
      field.write(rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    field.write(rest);
    field.writeBytes(content);
    return field.toByteArray();
  }

  static byte[] ascii(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
