package dev.pushmark.scenarios.transport.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames that a server sends (RFC 6455, section 5.2) where they lie in the received
 * buffer: no object per frame, no copy unless a frame is split over reads or a message over frames.
 */
public final class FrameReader extends ChannelInboundHandlerAdapter {
  /** Takes what the reader finds. The buffers are the reader's. */
  public interface Listener {
    /** A whole text or binary message. */
    void message(ByteBuf bytes, int from, int to);

    /** The connection is over: closed, failed, or not WebSocket any more. */
    void closed(String reason);
  }

  private static final int MAX_MESSAGE_BYTES = 16 << 20;

  private static final int MAX_CONTROL_BYTES = 125;

  private final Frames frames = new Frames();
  private final Listener listener;
  private @Nullable ChannelHandlerContext context;
  private @Nullable ByteBuf rest;
  private @Nullable ByteBuf message;
  private boolean inflates;
  private boolean compressed;
  private boolean closed;
  private boolean closeSent;

  public FrameReader(Listener listener) {
    this.listener = listener;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  /** Both sides have agreed on compressed messages ({@link MessageDeflate}). */
  void agreeOnCompression() {
    inflates = true;
  }

  public boolean hasAgreedOnCompression() {
    return inflates;
  }

  /** Begins the closing handshake (section 7.1.2); does nothing where there is no WebSocket yet. */
  public void sendClose() {
    if (context != null && !closeSent) {
      sendClose(context, Unpooled.EMPTY_BUFFER, 0, 0);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object received) {
    ByteBuf bytes = (ByteBuf) received;
    try {
      if (rest == null) {
        readAll(context, bytes);
        if (bytes.isReadable() && !closed) {
          rest = context.alloc().buffer(bytes.readableBytes()).writeBytes(bytes);
        }
      } else {
        rest.writeBytes(bytes);
        readAll(context, rest);
        if (rest.isReadable()) {
          rest.discardReadBytes();
        } else {
          rest.release();
          rest = null;
        }
      }
    } finally {
      bytes.release();
    }
  }

  private void readAll(ChannelHandlerContext context, ByteBuf bytes) {
    boolean more = true;
    while (more && !closed) {
      more = readOne(context, bytes);
    }
  }

  /** Reads one frame; false if it is not whole yet. */
  private boolean readOne(ChannelHandlerContext context, ByteBuf bytes) {
    int at = bytes.readerIndex();
    int available = bytes.readableBytes();
    if (available < 2) {
      return false;
    }
    int first = bytes.getUnsignedByte(at);
    int second = bytes.getUnsignedByte(at + 1);
    int header = second < 126 ? 2 : second == 126 ? 4 : 10;
    int reserved = first & 0x70;
    boolean begins = (first & 0x0f) == Frames.TEXT || (first & 0x0f) == Frames.BINARY;
    boolean allowed = reserved == 0 || (inflates && begins && reserved == Frames.COMPRESSED);
    if (!allowed || (second & 0x80) != 0) {
      fail(context, "a frame had reserved bits or a mask");
      return false;
    }
    if (available < header) {
      return false;
    }
    long length =
        header == 2 ? second : header == 4 ? bytes.getUnsignedShort(at + 2) : bytes.getLong(at + 2);
    if (length < 0 || length > MAX_MESSAGE_BYTES) {
      fail(context, "a frame claimed to have " + Long.toUnsignedString(length) + " bytes");
      return false;
    }
    if (available < header + length) {
      return false;
    }
    int from = at + header;
    int to = from + (int) length;
    bytes.readerIndex(to);
    compressed = begins ? reserved != 0 : compressed;
    frame(context, (first & 0x80) != 0, first & 0x0f, bytes, from, to);
    return true;
  }

  private void frame(
      ChannelHandlerContext context, boolean last, int opcode, ByteBuf bytes, int from, int to) {
    if (opcode >= Frames.CLOSE && (!last || to - from > MAX_CONTROL_BYTES)) {
      fail(context, "a control frame was fragmented or longer than 125 bytes");
      return;
    }
    switch (opcode) {
      case Frames.TEXT, Frames.BINARY -> {
        if (message != null) {
          fail(context, "a message began inside another");
        } else if (last) {
          handOn(context, bytes, from, to);
        } else {
          message = context.alloc().buffer(2 * (to - from)).writeBytes(bytes, from, to - from);
        }
      }
      case Frames.CONTINUATION -> continuation(context, last, bytes, from, to);
      case Frames.PING -> {
        // Who does not read our answers gets no more of them: they would fill our memory.
        if (context.channel().isWritable()) {
          send(context, Frames.PONG, bytes, from, to);
        }
      }
      case Frames.PONG -> {}
      case Frames.CLOSE -> {
        end(closeReason(bytes, from, to));
        if (!closeSent) {
          sendClose(context, bytes, from, Math.min(to, from + 2));
        }
        context.close();
      }
      default -> fail(context, "a frame had opcode " + opcode);
    }
  }

  private void continuation(
      ChannelHandlerContext context, boolean last, ByteBuf bytes, int from, int to) {
    ByteBuf whole = message;
    if (whole == null || whole.readableBytes() + (to - from) > MAX_MESSAGE_BYTES) {
      fail(context, "a continuation had no beginning or no end");
      return;
    }
    whole.writeBytes(bytes, from, to - from);
    if (last) {
      message = null;
      try {
        handOn(context, whole, whole.readerIndex(), whole.writerIndex());
      } finally {
        whole.release();
      }
    }
  }

  private void handOn(ChannelHandlerContext context, ByteBuf bytes, int from, int to) {
    if (!compressed) {
      listener.message(bytes, from, to);
      return;
    }
    ByteBuf plain = null;
    try {
      plain = MessageDeflate.inflate(bytes, from, to, MAX_MESSAGE_BYTES, context.alloc());
      listener.message(plain, plain.readerIndex(), plain.writerIndex());
    } catch (DataFormatException e) {
      fail(context, "a compressed message could not be read: " + Reason.of(e));
    } finally {
      ReferenceCountUtil.release(plain);
    }
  }

  private static String closeReason(ByteBuf bytes, int from, int to) {
    if (to - from < 2) {
      return "the server closed without a code";
    }
    String code = "the server closed with code " + bytes.getUnsignedShort(from);
    String words = Reason.oneLine(bytes.toString(from + 2, to - from - 2, UTF_8));
    return words.isEmpty() ? code : code + " (" + words + ")";
  }

  private void sendClose(ChannelHandlerContext context, ByteBuf bytes, int from, int to) {
    closeSent = true;
    send(context, Frames.CLOSE, bytes, from, to);
  }

  private void send(ChannelHandlerContext context, int opcode, ByteBuf bytes, int from, int to) {
    ByteBuf payload = context.alloc().buffer(to - from).writeBytes(bytes, from, to - from);
    ByteBuf header = context.alloc().buffer(Frames.MAX_HEADER_BYTES);
    frames.writeHeader(header, opcode, payload);
    context.write(header, context.voidPromise());
    context.writeAndFlush(payload, context.voidPromise());
  }

  private void fail(ChannelHandlerContext context, String reason) {
    end(reason);
    context.close();
  }

  private void end(String reason) {
    if (!closed) {
      closed = true;
      listener.closed(reason);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end("the connection was closed");
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (rest != null) {
      rest.release();
      rest = null;
    }
    if (message != null) {
      message.release();
      message = null;
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(context, "the connection failed: " + Reason.of(cause));
  }
}
