package org.heliograph.cms.index;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.jcr.PropertyType;
import org.apache.lucene.util.BytesRef;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.NodeSnapshot.Property;

/** The stored form of a node in the index: lengths as variable-length integers, text as UTF-8. */
final class NodeCodec {

    private NodeCodec() {}

    static BytesRef encode(NodeSnapshot node) {
        Output out = new Output();
        out.text(node.id());
        out.text(node.path());
        out.text(node.primaryType());
        out.number(node.types().size());
        node.types().forEach(out::text);
        out.number(node.properties().size());
        node.properties().forEach((name, property) -> {
            out.text(name);
            out.number(property.type() << 1 | (property.multiple() ? 1 : 0));
            out.number(property.values().size());
            property.values().forEach(value -> writeValue(out, value));
        });
        return out.bytes();
    }

    private static void writeValue(Output out, Object value) {
        if (value instanceof Long number) {
            out.fixed(number);
        } else if (value instanceof Double number) {
            out.fixed(Double.doubleToRawLongBits(number));
        } else if (value instanceof Boolean truth) {
            out.number(truth ? 1 : 0);
        } else if (value instanceof OffsetDateTime date) {
            out.fixed(date.toInstant().toEpochMilli());
            out.fixed(date.getOffset().getTotalSeconds());
        } else if (value instanceof BigDecimal decimal) {
            out.fixed(decimal.scale());
            out.block(decimal.unscaledValue().toByteArray());
        } else {
            out.text((String) value);
        }
    }

    /** The identifier alone, for a small part of the cost. */
    static String decodeId(BytesRef bytes) {
        return input(bytes).text();
    }

    private static Input input(BytesRef bytes) {
        return new Input(ByteBuffer.wrap(bytes.bytes, bytes.offset, bytes.length));
    }

    static NodeSnapshot decode(BytesRef bytes) {
        Input in = input(bytes);
        String id = in.text();
        String path = in.text();
        String primaryType = in.text();
        List<String> types = new ArrayList<>();
        for (int left = in.number(); left > 0; left--) {
            types.add(in.text());
        }
        Map<String, Property> properties = new TreeMap<>();
        for (int left = in.number(); left > 0; left--) {
            properties.put(in.text(), readProperty(in));
        }
        return new NodeSnapshot(
                path.substring(path.lastIndexOf('/') + 1),
                path,
                id,
                primaryType,
                Collections.unmodifiableList(types),
                Collections.unmodifiableMap(properties));
    }

    private static Property readProperty(Input in) {
        int header = in.number();
        int type = header >> 1;
        int count = in.number();
        if (type == PropertyType.BINARY) {
            return new Property(type, (header & 1) == 1, Binaries.read(in, count));
        }
        List<Object> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(readValue(in, type));
        }
        return new Property(type, (header & 1) == 1, Collections.unmodifiableList(values));
    }

    /** The texts of binaries, made when they are asked for: those of pictures take long, and few readers want them. */
    private static final class Binaries extends AbstractList<Object> {

        private final List<byte[]> values;

        private Binaries(List<byte[]> values) {
            this.values = values;
        }

        static Binaries read(Input in, int count) {
            List<byte[]> values = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                values.add(in.block());
            }
            return new Binaries(values);
        }

        @Override
        public Object get(int index) {
            return new String(values.get(index), StandardCharsets.UTF_8);
        }

        @Override
        public int size() {
            return values.size();
        }
    }

    private static Object readValue(Input in, int type) {
        return switch (type) {
            case PropertyType.LONG -> in.fixed();
            case PropertyType.DOUBLE -> Double.longBitsToDouble(in.fixed());
            case PropertyType.BOOLEAN -> in.number() == 1;
            case PropertyType.DATE ->
                Instant.ofEpochMilli(in.fixed()).atOffset(ZoneOffset.ofTotalSeconds((int) in.fixed()));
            case PropertyType.DECIMAL -> readDecimal(in);
            default -> in.text();
        };
    }

    private static BigDecimal readDecimal(Input in) {
        int scale = (int) in.fixed();
        return new BigDecimal(new BigInteger(in.block()), scale);
    }

    private static final class Output {
        private ByteBuffer buffer = ByteBuffer.allocate(1024);

        private void reserve(int bytes) {
            if (buffer.remaining() < bytes) {
                ByteBuffer larger = ByteBuffer.allocate(Math.max(buffer.capacity() * 2, buffer.position() + bytes));
                buffer = larger.put(buffer.flip());
            }
        }

        void number(int value) {
            reserve(5);
            int rest = value;
            while (rest >= 0x80) {
                buffer.put((byte) (rest | 0x80));
                rest >>>= 7;
            }
            buffer.put((byte) rest);
        }

        void fixed(long value) {
            reserve(Long.BYTES);
            buffer.putLong(value);
        }

        void block(byte[] bytes) {
            number(bytes.length);
            reserve(bytes.length);
            buffer.put(bytes);
        }

        void text(String text) {
            block(text.getBytes(StandardCharsets.UTF_8));
        }

        BytesRef bytes() {
            return new BytesRef(buffer.array(), 0, buffer.position());
        }
    }

    private record Input(ByteBuffer buffer) {

        int number() {
            int value = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = buffer.get();
                value |= (next & 0x7f) << shift;
                if (next >= 0) {
                    return value;
                }
            }
        }

        long fixed() {
            return buffer.getLong();
        }

        byte[] block() {
            byte[] bytes = new byte[number()];
            buffer.get(bytes);
            return bytes;
        }

        String text() {
            int length = number();
            String text = new String(
                    buffer.array(), buffer.arrayOffset() + buffer.position(), length, StandardCharsets.UTF_8);
            buffer.position(buffer.position() + length);
            return text;
        }
    }
}
