package dev.pushmark.scenarios.contract;

import dev.pushmark.scenarios.transport.Access;
import dev.pushmark.scenarios.transport.Token;
import dev.pushmark.server.ServerConfig;
import dev.pushmark.server.access.Grant;
import dev.pushmark.server.access.RoomPatterns;
import dev.pushmark.server.access.TokenIssuer;
import dev.pushmark.server.access.Tokens;
import dev.pushmark.server.room.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What a server that asks for tokens checks them with, and tokens for it. */
final class Keys {
  private final Path file;
  private final TokenIssuer issuer;

  Keys(Path folder) throws IOException {
    file = folder.resolve("keys.json");
    TokenIssuer.createKeys(file);
    issuer = TokenIssuer.with(file);
  }

  ServerConfig config() throws IOException {
    return ServerConfig.defaults()
        .withHeartbeat(Duration.ofMillis(500)) // how often expired tokens are looked for
        .withTokens(Tokens.signedBy(file, Clock.SYSTEM));
  }

  /** A token for reading and publishing in the rooms of a pattern. */
  Access access(String rooms, Duration valid) {
    RoomPatterns patterns = new RoomPatterns(List.of(rooms));
    long expires = Clock.SYSTEM.currentTimeMillis() + valid.toMillis();
    String token = issuer.issue(new Grant("tester", patterns, patterns, expires));
    return new Access(Token.of("test", token), refusal -> {});
  }
}
