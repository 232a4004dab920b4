package dev.pushmark.bench.micro.fanout;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Sees the channels that a server in this process accepts, so that other ways of writing can be
 * tried on the very same sockets. Netty makes one itself, when told to look for extensions; hence
 * the static state.
 */
public final class AcceptedChannels extends ChannelInitializerExtension {
  private static final Queue<Channel> ACCEPTED = new ConcurrentLinkedQueue<>();

  @Override
  public void postInitializeServerChildChannel(Channel channel) {
    ACCEPTED.add(channel);
  }

  /** To be called before the first server of this process starts. */
  static void watch() {
    System.setProperty(EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
  }

  /** Those accepted so far. */
  static List<Channel> soFar() {
    return new ArrayList<>(ACCEPTED);
  }
}
