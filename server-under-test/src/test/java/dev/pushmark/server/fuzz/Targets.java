package dev.pushmark.server.fuzz;

/** Request targets: the routes' own, with cursors and parameters, and others. */
final class Targets {
  private final Dice dice;
  private final Scene scene;

  Targets(Dice dice, Scene scene) {
    this.dice = dice;
    this.scene = scene;
  }

  String room() {
    return dice.oneIn(20)
        ? "other-" + dice.below(20)
        : Scene.ROOMS.get(dice.below(Scene.ROOMS.size()));
  }

  String next() {
    if (dice.oneIn(8)) {
      return dice.of("/health", "/health", "/metrics");
    }
    String leaf = dice.oneIn(6) ? "socket" : "events";
    return "/rooms/" + room() + "/" + leaf + query();
  }

  /** Nothing, or parameters that a route knows, with good and bad values. */
  String query() {
    if (dice.oneIn(3)) {
      return "";
    }
    StringBuilder query = new StringBuilder("?after=").append(cursor());
    if (dice.oneIn(2)) {
      query
          .append("&wait=")
          .append(dice.of("0", "0.001", "0.02", "-1", "1e9", "9".repeat(400), "x", "%30"));
    }
    if (dice.oneIn(8)) {
      query.append(
          dice.of(
              "&ack=1",
              "&ack=2",
              "&after=",
              "&%zz",
              "&a=%",
              "&;=&&=",
              "&\u00ff=\u00fe",
              "&publish-only=1",
              "&keys=1",
              "&access_token=" + scene.token(),
              "&access_token=a.b.c"));
    }
    return query.toString();
  }

  String cursor() {
    String epoch = scene.epochs().get(dice.below(Scene.ROOMS.size()));
    return switch (dice.below(6)) {
      case 0, 1 -> epoch + "-0";
      case 2 -> epoch + "-" + dice.below(2000);
      case 3 -> "another-" + dice.below(2000);
      case 4 ->
          epoch
              + dice.of(
                  "",
                  "-",
                  "-01",
                  "--1",
                  "-1x",
                  "-999999999999999999",
                  "-9223372036854775808",
                  "-%31");
      default ->
          dice.of(
              "",
              "-",
              "%00",
              "%ff%fe",
              "%ed%a0%80",
              "%F0%9F%98%80",
              "%22%0d%0aX:%20y",
              "a".repeat(33) + "-1",
              "\u00e9-1");
    };
  }

  String odd() {
    return dice.of(
        "*",
        "",
        "/",
        "?",
        "#",
        "//",
        "http://x",
        "http://x?after=1",
        "http://x/health",
        "HTTP://x/health",
        "http://",
        "https://x/health",
        "/health?",
        "/health#x",
        "/health/",
        "/rooms/",
        "/rooms//events",
        "/rooms/events",
        "/rooms/../events",
        "/rooms/a/b/events",
        "/rooms/a%2fb/events",
        "/rooms/" + "r".repeat(129) + "/events",
        "/rooms/a/events?" + "a=1&".repeat(900),
        "/" + "x".repeat(5000),
        "/rooms/a/nothing",
        "/\0",
        "/\u00ff",
        "/a b",
        "/rooms/a/events?x=" + "%".repeat(20));
  }
}
