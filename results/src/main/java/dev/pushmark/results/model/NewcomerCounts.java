package dev.pushmark.results.model;

/**
 * What became of the newcomers whose time to come lay in the measurement.
 *
 * @param came how many began to connect
 * @param subscribed of these, whose subscription stood
 * @param greeted of these, who got an event
 * @param upgraded of these, who went over to a better way than they had begun with
 * @param refusedGood who were refused (401, 403) though their token was good, or none was asked for
 * @param shownWrong who showed a token that nobody trusts
 * @param refusedWrong of these, who were refused
 * @param shownExpired who showed an expired token
 * @param refusedExpired of these, who were refused
 * @param ended whose subscription the server ended before they left
 * @param traffic what their connections carried, until they left
 */
public record NewcomerCounts(
    long came,
    long subscribed,
    long greeted,
    long upgraded,
    long refusedGood,
    long shownWrong,
    long refusedWrong,
    long shownExpired,
    long refusedExpired,
    long ended,
    Traffic traffic) {
  /** Nobody. */
  public static final NewcomerCounts NONE =
      new NewcomerCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, new Traffic(0, 0, 0, 0, 0));

  /** Both together. */
  public NewcomerCounts plus(NewcomerCounts o) {
    return new NewcomerCounts(
        came + o.came,
        subscribed + o.subscribed,
        greeted + o.greeted,
        upgraded + o.upgraded,
        refusedGood + o.refusedGood,
        shownWrong + o.shownWrong,
        refusedWrong + o.refusedWrong,
        shownExpired + o.shownExpired,
        refusedExpired + o.refusedExpired,
        ended + o.ended,
        traffic.plus(o.traffic));
  }
}
