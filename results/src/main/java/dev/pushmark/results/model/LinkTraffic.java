package dev.pushmark.results.model;

/**
 * What a link between clients and server carried, counted as IP packets: with the headers of IP and
 * of TCP or UDP, TLS, acknowledgements, packets sent again, and what publishers send.
 *
 * @param receivedBytes server to clients
 * @param receivedPackets server to clients
 * @param sentBytes clients to server
 * @param sentPackets clients to server
 */
public record LinkTraffic(
    long receivedBytes, long receivedPackets, long sentBytes, long sentPackets) {

  /** What was carried since an earlier count. */
  public LinkTraffic since(LinkTraffic earlier) {
    return new LinkTraffic(
        receivedBytes - earlier.receivedBytes,
        receivedPackets - earlier.receivedPackets,
        sentBytes - earlier.sentBytes,
        sentPackets - earlier.sentPackets);
  }
}
