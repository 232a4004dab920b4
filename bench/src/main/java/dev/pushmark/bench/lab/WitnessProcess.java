package dev.pushmark.bench.lab;

import dev.pushmark.bench.lab.process.ChildProcess;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.bench.lab.witness.Confrontation;
import dev.pushmark.results.store.Json;
import dev.pushmark.scenarios.gatling.Injector;
import dev.pushmark.scenarios.gatling.RoundSpec;
import dev.pushmark.scenarios.witness.Witness;
import dev.pushmark.scenarios.witness.WitnessLog;
import dev.pushmark.scenarios.witness.WitnessSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The witness of a round, if it has one, and the messages between it and the injector: the injector
 * says which seat can be taken, the witness that it has taken it. A witness that fails leaves its
 * seats to be passed over, and the round goes on. Thread safe.
 */
final class WitnessProcess implements AutoCloseable {
  private static final int END_SECONDS = 10;

  private final RoundSpec round;
  private final CompletableFuture<ChildProcess> injector = new CompletableFuture<>();
  private final ChildProcess child;

  private WitnessProcess(Children children, ChildCommands commands, RoundSpec round, Path file)
      throws IOException {
    this.round = round;
    this.child =
        children.start(
            "witness",
            round.out(),
            commands.witness(file),
            commands.injectorSecrets(),
            line -> {
              int seat = Witness.seatTaken(line);
              if (seat >= 0) {
                seatTaken(seat);
              }
            });
  }

  static WitnessProcess start(Children children, ChildCommands commands, RoundSpec round)
      throws IOException {
    Path file = round.out().resolve("witness-spec.json");
    Json.write(file, new WitnessSpec(round.url(), round.seats(), round.out()));
    WitnessProcess witness = new WitnessProcess(children, commands, round, file);
    var unused = witness.child.onExit().thenRun(witness::passOver);
    return witness;
  }

  private void seatTaken(int seat) {
    var unused = injector.thenAccept(process -> process.tell(Injector.seatTaken(seat)));
  }

  private void passOver() {
    for (int seat = 0; seat < round.seats().size(); seat++) {
      seatTaken(seat);
    }
  }

  long pid() {
    return child.pid();
  }

  /** Whom to tell of seats that are taken. */
  void sitsBeside(ChildProcess injectorProcess) {
    injector.complete(injectorProcess);
  }

  /** A seat is free. */
  void take(int seat) {
    child.tell(Witness.takeSeat(seat));
  }

  /** Ends it and compares what it saw with what its neighbours saw. */
  dev.pushmark.results.model.Witness end(Confrontation confrontation)
      throws IOException, InterruptedException {
    child.tell(Witness.end());
    int seats = round.seats().size();
    try {
      child.onExit().get(END_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return Confrontation.nothing(seats, "it did not end");
    }
    Path saw = round.out().resolve(WitnessLog.WITNESS_FILE);
    Path neighbours = round.out().resolve(WitnessLog.NEIGHBOURS_FILE);
    if (!Files.exists(saw) || !Files.exists(neighbours)) {
      return Confrontation.nothing(seats, "it wrote nothing" + Reasons.lastWords(child));
    }
    return confrontation.of(
        seats, Json.read(saw, WitnessLog.class), Json.read(neighbours, WitnessLog.class));
  }

  @Override
  public void close() {
    child.close();
  }
}
