package dev.pushmark.bench.cli;

import dev.pushmark.scenarios.transport.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says what lets subscribers and publishers in; it is no part of the plan. */
final class AccessOptions {
  private static final long MAX_BYTES = 16_384;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "Show the bearer token in this file; else the one in PUSHMARK_TOKEN, if any.")
  private @Nullable Path tokenFile;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  /** The token, or null if there is none. */
  @Nullable Token token(Map<String, String> environment) {
    Path file = tokenFile;
    try {
      if (file == null) {
        return Token.in(environment);
      }
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
        throw new IllegalArgumentException(
            "--token-file must be a file of at most " + MAX_BYTES + " bytes, was " + file);
      }
      return Token.of("--token-file " + file, Files.readString(file));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()));
    } catch (IOException unreadable) {
      throw new ParameterException(
          command.commandLine(), "--token-file must be a file that can be read, was " + file);
    }
  }
}
