package dev.pushmark.scenarios.gatling;

import io.gatling.app.Gatling$;
import io.gatling.javaapi.core.Simulation;
import java.nio.file.Path;

/**
 * Gatling as a part of another program: it is kept from calling out (no analytics, no warm-up
 * request, no version check) and from writing to the console. One simulation per process, since it
 * leaves its logging stopped.
 */
public final class QuietGatling {
  private QuietGatling() {}

  /**
   * To be called before the first class of Gatling or Netty is loaded, since they read this once.
   *
   * @param eventLoops event loops for virtual users
   */
  public static void configure(int eventLoops) {
    System.setProperty("gatling.data.enableAnalytics", "false");
    System.setProperty("gatling.http.warmUpUrl", "");
    System.setProperty("gatling.data.writers.0", "file");
    System.setProperty("java.util.prefs.PreferencesFactory", InMemoryPreferences.class.getName());
    System.setProperty("logback.configurationFile", "dev/pushmark/scenarios/gatling/logback.xml");
    System.setProperty("io.netty.eventLoopThreads", Integer.toString(eventLoops));
  }

  /**
   * Runs a simulation to its end and returns Gatling's exit code.
   *
   * @param results folder for Gatling's own log
   */
  public static int run(Class<? extends Simulation> simulation, Path results) {
    return Gatling$.MODULE$.fromArgs(
        new String[] {"-s", simulation.getName(), "-rf", results.toString(), "-nr"});
  }
}
