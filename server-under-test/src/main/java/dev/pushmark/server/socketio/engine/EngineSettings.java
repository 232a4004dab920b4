package dev.pushmark.server.socketio.engine;

import java.time.Duration;

/**
 * What a session is told of when it opens, and its bounds.
 *
 * @param pingInterval how long after an answered ping the next is sent
 * @param pingTimeout how long an answer to a ping may take
 * @param upgradeTimeout how long a WebSocket may take to take a session over
 * @param maxPayloadBytes of what a client sends in one request or one WebSocket message
 * @param maxSessions at a time
 */
public record EngineSettings(
    Duration pingInterval,
    Duration pingTimeout,
    Duration upgradeTimeout,
    int maxPayloadBytes,
    int maxSessions) {
  /** As Socket.IO's own server has it. */
  public static final int MAX_PAYLOAD_BYTES = 1_000_000;

  private static final Duration UPGRADE_TIMEOUT = Duration.ofSeconds(10);

  /**
   * The settings that follow from the server's own.
   *
   * @param heartbeat the interval of pings; two thirds of it are the time to answer one
   * @param requestTimeout bounds the time of an upgrade too
   */
  public static EngineSettings of(Duration heartbeat, Duration requestTimeout, int maxSessions) {
    Duration upgrade =
        requestTimeout.compareTo(UPGRADE_TIMEOUT) < 0 ? requestTimeout : UPGRADE_TIMEOUT;
    return new EngineSettings(
        heartbeat, heartbeat.multipliedBy(2).dividedBy(3), upgrade, MAX_PAYLOAD_BYTES, maxSessions);
  }

  /** The packet that opens a session, in JSON. */
  String handshake(String sid, boolean upgradable) {
    String form =
        "{\"sid\":\"%s\",\"upgrades\":[%s],\"pingInterval\":%d,\"pingTimeout\":%d,"
            + "\"maxPayload\":%d}";
    return form.formatted(
        sid,
        upgradable ? "\"websocket\"" : "",
        pingInterval.toMillis(),
        pingTimeout.toMillis(),
        maxPayloadBytes);
  }
}
