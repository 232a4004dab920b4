package dev.pushmark.bench.cli;

import dev.pushmark.bench.lab.ChildCommands;
import dev.pushmark.bench.lab.process.ChildProcess;
import dev.pushmark.bench.lab.process.Children;
import dev.pushmark.bench.lab.process.JvmFlags;
import dev.pushmark.bench.micro.fanout.FanOut;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code pushmark micro fan-out}: hands everything to {@link FanOut} in a JVM with fit flags. */
@Command(
    name = "fan-out",
    header = "Server CPU time per delivery, for bursts to many WebSockets (--help says more).")
final class FanOutCommand implements Callable<Integer> {
  @Unmatched private List<String> options = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    int cores = Runtime.getRuntime().availableProcessors();
    List<String> command = new ArrayList<>(List.of(ChildCommands.ownJava().toString()));
    command.addAll(JvmFlags.of(cores, cores, Runtime.version().feature()).server());
    command.addAll(List.of("-cp", ChildCommands.ownClassPath(), FanOut.class.getName()));
    command.addAll(options);
    try (Children children = new Children();
        ChildProcess fanOut = children.startInForeground("fan-out", Path.of(""), command)) {
      return fanOut.onExit().get();
    }
  }
}
