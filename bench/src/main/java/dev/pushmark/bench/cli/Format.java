package dev.pushmark.bench.cli;

/** What a result can be written as. */
enum Format {
  /** The table and the verdict, for people at a terminal. */
  TEXT,
  MARKDOWN,
  /** One row per transport and figure. */
  CSV,
  JSON,
  /** JSON in the shape of JMH's results. */
  JMH,
  OPENMETRICS
}
