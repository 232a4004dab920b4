package dev.pushmark.bench.lab;

import dev.pushmark.bench.lab.process.JvmFlags;
import dev.pushmark.bench.lab.process.Link;
import dev.pushmark.bench.lab.process.Pinning;
import dev.pushmark.results.model.Plan;
import dev.pushmark.results.model.Server;
import dev.pushmark.results.model.Tls;
import dev.pushmark.scenarios.registry.Transports;
import dev.pushmark.scenarios.transport.Token;
import java.io.File;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The command lines of the processes that a round needs.
 *
 * @param java the JDK's launcher
 * @param classPath of both
 * @param serverMain main class of the reference server
 * @param injectorMain main class of the injector
 * @param flags of both JVMs
 * @param pinning of both
 * @param otherServer what to start in the reference server's place: a JAR that holds another build
 *     of it, with its libraries in the folder {@code lib} beside it, or a command for the shell
 *     that says "listening on URL"; null for this build's own
 * @param token what lets the injector in at the server; null for none
 * @param injectorOnly further flags of the injector that do not change what it measures, so that
 *     they are no part of the environment
 */
public record ChildCommands(
    Path java,
    String classPath,
    String serverMain,
    String injectorMain,
    JvmFlags flags,
    Pinning pinning,
    @Nullable String otherServer,
    @Nullable Token token,
    List<String> injectorOnly) {
  private static final String JAR = ".jar";
  private static final String SERVER = "dev.pushmark.server.Main";
  private static final String WITNESS = "dev.pushmark.scenarios.witness.Witness";
  private static final String INJECTOR = "dev.pushmark.scenarios.gatling.Injector";

  /** Pushmark's own server and injector on the JDK and class path that run this. */
  public static ChildCommands ours(Pinning pinning) {
    JvmFlags flags =
        JvmFlags.of(
            pinning.server().count(), pinning.injector().count(), Runtime.version().feature());
    return new ChildCommands(
        ownJava(), ownClassPath(), SERVER, INJECTOR, flags, pinning, null, null, List.of());
  }

  /** The same, with injectors that take their classes from an archive. */
  public ChildCommands startingFrom(Path archive) {
    return withInjectorOnly("-XX:SharedArchiveFile=" + archive, "-Xshare:auto", "-Xlog:cds*=off");
  }

  /** The same, with injectors that write such an archive when they end. */
  ChildCommands archivingTo(Path archive) {
    return withInjectorOnly("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds*=off");
  }

  /** The same, with another program in the injector's place; it keeps to what injectors do. */
  public ChildCommands injecting(String main) {
    return new ChildCommands(
        java, classPath, serverMain, main, flags, pinning, otherServer, token, injectorOnly);
  }

  private ChildCommands withInjectorOnly(String... further) {
    return new ChildCommands(
        java,
        classPath,
        serverMain,
        injectorMain,
        flags,
        pinning,
        otherServer,
        token,
        List.of(further));
  }

  /** The same with another server; null for the reference server of this build. */
  public ChildCommands serving(@Nullable String server) {
    return new ChildCommands(
        java, classPath, serverMain, injectorMain, flags, pinning, server, token, injectorOnly);
  }

  /** Whether the server is whatever a command starts, perhaps by way of further processes. */
  boolean startServerByCommand() {
    return otherServer != null && !otherServer.endsWith(JAR);
  }

  /** The same, with injectors that show a token. */
  public ChildCommands showing(@Nullable Token shown) {
    return new ChildCommands(
        java,
        classPath,
        serverMain,
        injectorMain,
        flags,
        pinning,
        otherServer,
        shown,
        injectorOnly);
  }

  /** What an injector gets beside its command, where nobody else can read it. */
  Map<String, String> injectorSecrets() {
    return token == null ? Map.of() : token.environment();
  }

  /** The launcher of the JDK that runs this. */
  public static Path ownJava() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /** The class path that runs this. */
  public static String ownClassPath() {
    return System.getProperty("java.class.path");
  }

  /** A reference server with options of somebody's choice, on whatever cores there are. */
  public static List<String> server(List<String> options) {
    List<String> words =
        new ArrayList<>(
            List.of(
                ownJava().toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                ownClassPath(),
                SERVER));
    words.addAll(options);
    return words;
  }

  /**
   * A reference server on a free port behind a link, kept on its cores, with what a plan asks of it
   * and what a transport cannot do without.
   *
   * @param stallLog where it writes when it stood still
   * @param pauses where its JVM writes when it stopped it
   */
  public List<String> server(Plan plan, String transport, Link link, Path stallLog, Path pauses) {
    Server asked = plan.server();
    List<String> words = new ArrayList<>(pinning.prefix(pinning.server()));
    words.addAll(link.prefix());
    if (startServerByCommand()) {
      words.addAll(List.of("/bin/sh", "-c", String.valueOf(otherServer)));
      return words;
    }
    List<String> jvmFlags = new ArrayList<>(flags.server());
    jvmFlags.add(JvmPauses.flag(pauses));
    words.addAll(
        java(jvmFlags, otherServer == null ? classPath : withLibraries(otherServer), serverMain));
    words.addAll(
        List.of(
            "--host", link.host(), "--port", "0", "--event-loops", "" + pinning.server().count()));
    words.addAll(List.of("--stall-log", stallLog.toString()));
    if (asked.slowConsumer() != null) {
      words.addAll(List.of("--slow-consumer", written(asked.slowConsumer())));
    }
    if (asked.queueBytes() != null) {
      words.addAll(List.of("--queue-bytes", asked.queueBytes().toString()));
    }
    if (asked.heartbeat() != null) {
      words.addAll(List.of("--heartbeat", seconds(asked.heartbeat())));
    }
    Duration window = asked.batchWindow();
    if (window != null && !window.isZero()) { // an older build does not know it
      words.addAll(List.of("--batch-window", window.toMillis() + "ms"));
    }
    words.addAll(List.of("--compression", written(plan.compression())));
    if (plan.tls() != Tls.NONE || Transports.needsTls(transport)) {
      words.add("--tls");
    }
    if (plan.tls() == Tls.FULL_HANDSHAKES) {
      words.add("--no-tls-resumption");
    }
    return words;
  }

  /** A JAR and those in the folder {@code lib} beside it. */
  private static String withLibraries(String jar) {
    return jar + File.pathSeparator + Path.of(jar).toAbsolutePath().resolveSibling("lib") + "/*";
  }

  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros().toPlainString();
  }

  private static String written(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * An injector that does what the file says, kept on its cores.
   *
   * @param pauses where its JVM writes when it stopped it
   */
  List<String> injector(Path spec, Path pauses) {
    List<String> words = new ArrayList<>(pinning.prefix(pinning.injector()));
    List<String> jvmFlags = new ArrayList<>(flags.injector());
    jvmFlags.addAll(injectorOnly);
    jvmFlags.add(JvmPauses.flag(pauses));
    words.addAll(java(jvmFlags, classPath, injectorMain));
    words.add(spec.toString());
    return words;
  }

  /** A witness that does what the file says, on the injector's cores, as light as can be. */
  List<String> witness(Path spec) {
    List<String> words = new ArrayList<>(pinning.prefix(pinning.injector()));
    words.addAll(java(JvmFlags.LIGHT, classPath, WITNESS));
    words.add(spec.toString());
    return words;
  }

  private List<String> java(List<String> jvmFlags, String classes, String main) {
    List<String> words = new ArrayList<>(List.of(java.toString()));
    words.addAll(jvmFlags);
    words.addAll(List.of("-cp", classes, main));
    return words;
  }
}
