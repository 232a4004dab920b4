package dev.pushmark.server.fuzz;

/** Makes the case that a number stands for, always the same. */
interface Cases {
  FuzzCase make(long number);
}
