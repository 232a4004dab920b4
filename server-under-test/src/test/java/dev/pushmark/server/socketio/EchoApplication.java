package dev.pushmark.server.socketio;

import dev.pushmark.server.socketio.engine.MessageHandler;
import dev.pushmark.server.socketio.engine.Session;

/** Engine.IO alone: every message back as it came. */
record EchoApplication(Session session) implements MessageHandler {
  @Override
  public void text(byte[] message) {
    session.sendText(message);
  }

  @Override
  public void binary(byte[] message) {
    session.sendBinary(message);
  }

  @Override
  public void ready() {}

  @Override
  public void suspend() {}

  @Override
  public void resume() {}

  @Override
  public void handled() {}

  @Override
  public void sweep(long nowNs) {}

  @Override
  public void closed() {}
}
