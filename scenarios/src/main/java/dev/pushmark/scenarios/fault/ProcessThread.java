package dev.pushmark.scenarios.fault;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** Calls a server's process on a thread of its own, one call after the other. Thread safe. */
final class ProcessThread implements AutoCloseable {
  /** Something done to a process. */
  interface Call<T> {
    T on(ServerLife process) throws IOException, InterruptedException;
  }

  /** The same where nothing comes of it. */
  interface Action {
    void on(ServerLife process) throws IOException, InterruptedException;
  }

  private final ServerLife process;
  private final ExecutorService thread;

  ProcessThread(ServerLife process) {
    this.process = process;
    this.thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread daemon = new Thread(task, "pushmark-fault-process");
              daemon.setDaemon(true);
              return daemon;
            });
  }

  /** Completes with what comes of it, on that thread; exceptionally when it is closed. */
  <T> CompletableFuture<T> call(Call<T> call) {
    CompletableFuture<T> result = new CompletableFuture<>();
    try {
      thread.execute(() -> complete(result, call));
    } catch (RejectedExecutionException closed) {
      result.completeExceptionally(closed);
    }
    return result;
  }

  /** Whatever the process did, whoever waits for it is told. */
  private <T> void complete(CompletableFuture<T> result, Call<T> call) {
    try {
      result.complete(call.on(process));
    } catch (IOException | InterruptedException | RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  /** Completes when it is done, on that thread. */
  CompletableFuture<Boolean> run(Action action) {
    return call(
        called -> {
          action.on(called);
          return true;
        });
  }

  /** Takes no more calls; interrupts the one that is under way. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
