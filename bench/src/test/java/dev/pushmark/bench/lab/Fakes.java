package dev.pushmark.bench.lab;

import dev.pushmark.bench.lab.process.Cores;
import dev.pushmark.bench.lab.process.JvmFlags;
import dev.pushmark.bench.lab.process.Pinning;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The lab's surroundings with fake processes. */
final class Fakes {
  static final Lab.Provenance PROVENANCE =
      new Lab.Provenance("1", "unknown", List.of("pushmark", "compare"), null);

  private Fakes() {}

  static ChildCommands commands() {
    return commands(FakeServer.class.getName());
  }

  static ChildCommands commands(String serverMain) {
    return commands(serverMain, ChildCommands.ownClassPath());
  }

  /** With every folder of the class path made a JAR, since class archives know JARs only. */
  static ChildCommands commandsFromJars(Path folder) throws IOException {
    List<String> entries = new ArrayList<>();
    for (String entry : ChildCommands.ownClassPath().split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      entries.add(
          Files.isDirectory(path)
              ? jar(path, folder.resolve(entries.size() + ".jar")).toString()
              : entry);
    }
    return commands(FakeServer.class.getName(), String.join(File.pathSeparator, entries));
  }

  private static Path jar(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        Stream<Path> all = Files.walk(classes)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        entries.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, entries);
      }
    }
    return jar;
  }

  private static ChildCommands commands(String serverMain, String classPath) {
    Cores cores = Cores.parse("0");
    return new ChildCommands(
        ChildCommands.ownJava(),
        classPath,
        serverMain,
        FakeInjector.class.getName(),
        new JvmFlags(List.of("-Xshare:auto"), List.of("-XX:TieredStopAtLevel=1")),
        new Pinning(cores, cores, "it is a test"),
        null,
        null,
        List.of());
  }
}
