package dev.pushmark.server.clients;

import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_BYTES;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_MESSAGE;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_STRING;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_UINT64;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The service of {@code pushmark.proto} for grpc-java, as its generator would describe it. */
final class RoomsService {
  static final FileDescriptor FILE = file();
  static final Descriptor DELIVERY = FILE.findMessageTypeByName("Delivery");

  static final MethodDescriptor<DynamicMessage, DynamicMessage> SUBSCRIBE = method("Subscribe");

  private RoomsService() {}

  static MethodDescriptor<DynamicMessage, DynamicMessage> method(String name) {
    return MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
        .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
        .setFullMethodName("pushmark.Rooms/" + name)
        .setRequestMarshaller(new Messages(FILE.findMessageTypeByName("SubscribeRequest")))
        .setResponseMarshaller(new Messages(DELIVERY))
        .build();
  }

  static DynamicMessage request(String room, String after) {
    Descriptor type = FILE.findMessageTypeByName("SubscribeRequest");
    return DynamicMessage.newBuilder(type)
        .setField(type.findFieldByName("room"), room)
        .setField(type.findFieldByName("after"), after)
        .build();
  }

  private static FileDescriptor file() {
    FileDescriptorProto file =
        FileDescriptorProto.newBuilder()
            .setName("pushmark.proto")
            .setPackage("pushmark")
            .setSyntax("proto3")
            .addMessageType(
                message("SubscribeRequest")
                    .addField(field("room", 1, TYPE_STRING))
                    .addField(field("after", 2, TYPE_STRING)))
            .addMessageType(
                message("Delivery")
                    .addOneofDecl(OneofDescriptorProto.newBuilder().setName("what"))
                    .addField(one(field("event", 1, TYPE_MESSAGE).setTypeName(".pushmark.Event")))
                    .addField(one(field("gap", 2, TYPE_MESSAGE).setTypeName(".pushmark.Gap")))
                    .addField(one(field("place", 3, TYPE_STRING))))
            .addMessageType(
                message("Event")
                    .addField(field("id", 1, TYPE_STRING))
                    .addField(field("payload", 2, TYPE_BYTES)))
            .addMessageType(
                message("Gap")
                    .addField(field("after", 1, TYPE_STRING))
                    .addField(field("next", 2, TYPE_STRING))
                    .addField(field("missed", 3, TYPE_UINT64)))
            .build();
    try {
      return FileDescriptor.buildFrom(file, new FileDescriptor[0]);
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DescriptorProto.Builder message(String name) {
    return DescriptorProto.newBuilder().setName(name);
  }

  private static FieldDescriptorProto.Builder field(
      String name, int number, FieldDescriptorProto.Type type) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setType(type)
        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL);
  }

  private static FieldDescriptorProto.Builder one(FieldDescriptorProto.Builder field) {
    return field.setOneofIndex(0);
  }

  private record Messages(Descriptor type) implements MethodDescriptor.Marshaller<DynamicMessage> {
    @Override
    public InputStream stream(DynamicMessage message) {
      return message.toByteString().newInput();
    }

    @Override
    public DynamicMessage parse(InputStream stream) {
      try {
        return DynamicMessage.parseFrom(type, stream);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
