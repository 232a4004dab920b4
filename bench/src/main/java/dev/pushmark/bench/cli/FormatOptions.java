package dev.pushmark.bench.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says what the result is written as. */
final class FormatOptions {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = Values.FormatConverter.class,
      description = {
        "The result on standard output as text (default), markdown, csv, json, jmh (JSON like that",
        "of JMH) or openmetrics; everything else on standard error."
      })
  private @Nullable Format format;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  /** The format asked for: {@code --json} is another way to say {@code --format json}. */
  Format format(boolean json) {
    if (json && format != null && format != Format.JSON) {
      throw new ParameterException(
          spec.commandLine(),
          "--format must be json, or left out, with --json, was " + Values.written(format));
    }
    return format != null ? format : json ? Format.JSON : Format.TEXT;
  }
}
