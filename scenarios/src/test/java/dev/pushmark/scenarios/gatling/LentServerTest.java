package dev.pushmark.scenarios.gatling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LentServerTest {
  private final List<String> said = new ArrayList<>();

  /** Whoever lends it answers at once, but says something else first. */
  private LentServer answeredBy(String answer) {
    LentServer[] server = new LentServer[1];
    server[0] =
        new LentServer(
            wish -> {
              said.add(wish);
              server[0].hear(Injector.seatTaken(1));
              server[0].hear(answer);
            });
    return server[0];
  }

  @Test
  void eachWishIsALineThatNamesIt() throws Exception {
    LentServer server = answeredBy(Injector.serverDone(URI.create("http://127.0.0.1:81")));
    server.stop();
    InetSocketAddress again = server.start();
    server.pause();
    server.resume();

    assertThat(again).isEqualTo(new InetSocketAddress("127.0.0.1", 81));
    assertThat(said)
        .map(Injector::serverWish)
        .containsExactly(
            Optional.of("stop"), Optional.of("start"), Optional.of("pause"), Optional.of("resume"));
    assertThat(Injector.serverWish("pushmark-seat 1")).isEmpty();
  }

  @Test
  void whatCouldNotBeDoneSaysWhy() {
    LentServer server = answeredBy(Injector.serverFailed("it is\nnot ours"));
    assertThatThrownBy(server::pause).isInstanceOf(IOException.class).hasMessage("it is not ours");
  }
}
