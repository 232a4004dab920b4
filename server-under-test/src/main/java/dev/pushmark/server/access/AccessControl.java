package dev.pushmark.server.access;

import dev.pushmark.server.access.AccessException.Cause;
import dev.pushmark.server.room.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may do what. Thread safe.
 *
 * @param tokens null where everybody may do everything
 */
public record AccessControl(
    @Nullable Tokens tokens, Origins origins, PublishRates publishRates, Clock clock) {

  /**
   * What somebody who wants to use a resource may do.
   *
   * @param token as it was sent, or null
   * @param room the resource's room, or null when it has none
   * @param address of the peer, its name where there are no tokens
   * @throws AccessException when that is not enough for the resource
   */
  public Grant admit(
      Permission needed, @Nullable String token, @Nullable String room, String address)
      throws AccessException {
    if (tokens == null || needed == Permission.NONE) {
      return Grant.open(address);
    }
    if (token == null) {
      throw new AccessException(Cause.NO_TOKEN, "a bearer token is needed");
    }
    Grant grant = tokens.verify(token);
    check(grant, needed, room);
    return grant;
  }

  /**
   * Passes when the grant is still good and enough.
   *
   * @param room that it is wanted for, or null when there is none
   * @throws AccessException when it is not
   */
  public void check(Grant grant, Permission needed, @Nullable String room) throws AccessException {
    if (grant.isExpired(clock.currentTimeMillis())) {
      throw new AccessException(Cause.BAD_TOKEN, "the token has expired");
    }
    RoomPatterns rooms =
        switch (needed) {
          case READ -> grant.read();
          case PUBLISH -> grant.publish();
          case NONE, TOKEN -> RoomPatterns.ALL;
        };
    if (room != null && !rooms.match(room)) {
      String verb = needed == Permission.READ ? "read" : "publish to";
      throw new AccessException(
          Cause.NOT_PERMITTED, "the token does not allow to " + verb + " this room");
    }
  }

  /** Whether the bearer of a grant may publish one more event to a room now, which then counts. */
  public boolean admitPublish(Grant grant) {
    return publishRates.admit(grant.subject(), clock.nanoTime());
  }
}
