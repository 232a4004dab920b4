package dev.pushmark.server;

import dev.pushmark.server.access.Grant;
import dev.pushmark.server.access.RoomPatterns;
import dev.pushmark.server.access.TokenIssuer;
import dev.pushmark.server.room.Clock;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a token for this server, and the key that signs it. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Prints a bearer token that a server started with the same --access-keys accepts.",
      "ROOM is a room's name, or the beginning of one followed by *."
    })
final class TokenCommand implements Callable<Integer> {
  private static final Duration LONGEST = Duration.ofDays(3650);

  @Option(
      names = "--access-keys",
      required = true,
      paramLabel = "FILE",
      description = "A JSON Web Key Set with a secret.")
  Path keys = Path.of("");

  @Option(names = "--create", description = "Make the file first, with a fresh secret.")
  boolean create;

  @Option(
      names = "--subject",
      paramLabel = "NAME",
      defaultValue = "somebody",
      description = "Whom the token is for (default: ${DEFAULT-VALUE}).")
  String subject = "";

  @Option(names = "--read", split = ",", paramLabel = "ROOM", description = "May be read.")
  List<String> read = List.of();

  @Option(
      names = "--publish",
      split = ",",
      paramLabel = "ROOM",
      description = "May be published to.")
  List<String> publish = List.of();

  @Option(
      names = "--valid",
      paramLabel = "DURATION",
      defaultValue = "1h",
      converter = DurationText.class,
      description = "For how long (default: ${DEFAULT-VALUE}).")
  Duration valid = Duration.ZERO;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (valid.isNegative() || valid.isZero() || valid.compareTo(LONGEST) > 0) {
      throw usage("--valid must be > 0 and <= 3650d, was " + valid);
    }
    try {
      if (create) {
        TokenIssuer.createKeys(keys);
      }
      long expires = Clock.SYSTEM.currentTimeMillis() + valid.toMillis();
      Grant grant = new Grant(subject, new RoomPatterns(read), new RoomPatterns(publish), expires);
      System.out.println(TokenIssuer.with(keys).issue(grant));
      return 0;
    } catch (FileAlreadyExistsException e) {
      throw usage("--create does not replace a file that exists, was " + keys);
    } catch (IOException e) {
      throw usage("--access-keys cannot be used: " + e.getMessage());
    }
  }

  private CommandLine.ParameterException usage(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }
}
