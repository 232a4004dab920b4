package dev.pushmark.scenarios.gatling;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.prefs.AbstractPreferences;
import java.util.prefs.Preferences;
import java.util.prefs.PreferencesFactory;

/**
 * Preferences that are forgotten with the process. Gatling keeps the time of its last version check
 * in them; here it finds that the last check is still to come, and so makes none. The user's own
 * preferences stay untouched.
 */
public final class InMemoryPreferences implements PreferencesFactory {
  private static final Preferences ROOT = new Node(null, "");

  @Override
  public Preferences systemRoot() {
    return ROOT;
  }

  @Override
  public Preferences userRoot() {
    return ROOT;
  }

  private static final class Node extends AbstractPreferences {
    private final Map<String, String> values = new ConcurrentHashMap<>();
    private final Map<String, Node> children = new ConcurrentHashMap<>();

    Node(@org.jspecify.annotations.Nullable Node parent, String name) {
      super(parent, name);
      if (name.equals("latestVersion")) {
        values.put("lastCheckTimestamp", Long.toString(Long.MAX_VALUE / 2));
        values.put("lastCheckSuccess", "false");
      }
    }

    @Override
    protected void putSpi(String key, String value) {
      values.put(key, value);
    }

    @Override
    protected @org.jspecify.annotations.Nullable String getSpi(String key) {
      return values.get(key);
    }

    @Override
    protected void removeSpi(String key) {
      values.remove(key);
    }

    @Override
    protected void removeNodeSpi() {
      values.clear();
    }

    @Override
    protected String[] keysSpi() {
      return values.keySet().toArray(new String[0]);
    }

    @Override
    protected String[] childrenNamesSpi() {
      return children.keySet().toArray(new String[0]);
    }

    @Override
    protected AbstractPreferences childSpi(String name) {
      return children.computeIfAbsent(name, n -> new Node(this, n));
    }

    @Override
    protected void syncSpi() {
      // nothing is kept anywhere else
    }

    @Override
    protected void flushSpi() {
      // nothing is kept anywhere else
    }
  }
}
