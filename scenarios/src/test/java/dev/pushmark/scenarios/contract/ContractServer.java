package dev.pushmark.scenarios.contract;

import java.net.URI;

/** A server that speaks the wire contract of the reference server. */
public interface ContractServer extends AutoCloseable {
  URI url();

  /** Ends it, closing every connection. */
  @Override
  void close();
}
