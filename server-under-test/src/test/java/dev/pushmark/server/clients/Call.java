package dev.pushmark.server.clients;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A call that grpc-java makes, and what comes of it: deliveries in words, then a status. */
final class Call extends ClientCall.Listener<DynamicMessage> {
  private static final long PATIENCE_SECONDS = 20;

  private final LinkedBlockingQueue<String> deliveries = new LinkedBlockingQueue<>();
  private final CompletableFuture<Status> status = new CompletableFuture<>();
  private final ClientCall<DynamicMessage, DynamicMessage> call;

  /**
   * Calls.
   *
   * @param wanted how many messages are asked for at once
   * @param metadata names and values in turn
   */
  Call(
      Channel channel,
      MethodDescriptor<DynamicMessage, DynamicMessage> method,
      CallOptions options,
      DynamicMessage request,
      int wanted,
      String... metadata) {
    Metadata headers = new Metadata();
    for (int i = 0; i < metadata.length; i += 2) {
      headers.put(Metadata.Key.of(metadata[i], Metadata.ASCII_STRING_MARSHALLER), metadata[i + 1]);
    }
    call = channel.newCall(method, options);
    call.start(this, headers);
    call.setMessageCompression(true);
    call.request(wanted);
    call.sendMessage(request);
    call.halfClose();
  }

  static Call subscribe(Channel channel, String room, String after, String... metadata) {
    DynamicMessage request = RoomsService.request(room, after);
    return new Call(
        channel, RoomsService.SUBSCRIBE, CallOptions.DEFAULT, request, Integer.MAX_VALUE, metadata);
  }

  @Override
  public void onMessage(DynamicMessage delivery) {
    deliveries.add(words(delivery));
  }

  private static String words(DynamicMessage delivery) {
    FieldDescriptor what =
        delivery.getOneofFieldDescriptor(RoomsService.DELIVERY.getOneofs().get(0));
    if (!delivery.getUnknownFields().asMap().isEmpty() || what == null) {
      return "unknown " + delivery;
    }
    Object value = delivery.getField(what);
    return switch (what.getName()) {
      case "event" ->
          field(value, "id") + " " + ((ByteString) field(value, "payload")).toStringUtf8();
      case "gap" ->
          "gap "
              + field(value, "after")
              + " "
              + field(value, "next")
              + " "
              + field(value, "missed");
      default -> "place " + value;
    };
  }

  private static Object field(Object message, String name) {
    DynamicMessage of = (DynamicMessage) message;
    return of.getField(of.getDescriptorForType().findFieldByName(name));
  }

  @Override
  public void onClose(Status ended, Metadata trailers) {
    status.complete(ended);
  }

  void cancel() {
    call.cancel("enough", null);
  }

  void request(int more) {
    call.request(more);
  }

  /** The next delivery; waits for it. */
  String next() throws InterruptedException {
    String next = deliveries.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing came");
    }
    return next;
  }

  /** How the call ends; waits for it. */
  Status end() throws InterruptedException, ExecutionException, TimeoutException {
    return status.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
