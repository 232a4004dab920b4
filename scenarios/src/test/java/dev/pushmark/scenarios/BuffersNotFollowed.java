package dev.pushmark.scenarios;

import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Turns Netty's leak detector off for a test class: to follow every buffer takes longer than what
 * such a class measures.
 */
public final class BuffersNotFollowed implements BeforeAllCallback, AfterAllCallback {
  private static final ResourceLeakDetector.Level USUAL = ResourceLeakDetector.getLevel();

  @Override
  public void beforeAll(ExtensionContext context) {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    ResourceLeakDetector.setLevel(USUAL);
  }
}
