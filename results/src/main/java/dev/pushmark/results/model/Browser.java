package dev.pushmark.results.model;

/** The real browser that subscribes beside the injector's subscribers, if there is to be one. */
public enum Browser {
  NONE,
  CHROMIUM,
  FIREFOX
}
