package dev.pushmark.results.report;

/** Something worth knowing about a run: a name and its value. */
public record Fact(String name, String value) {}
