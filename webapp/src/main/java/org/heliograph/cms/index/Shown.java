package org.heliograph.cms.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.util.BytesRef;
import org.heliograph.cms.content.NodeSnapshot;

/**
 * What a hit shows, as the index keeps it: texts without markup, the item's own first and of those the names. A text is
 * read only when it is asked for.
 *
 * @param id of the item
 * @param path of the item
 * @param workspace that holds it
 * @param type name of its content type
 * @param texts what it and its parts say
 */
record Shown(String id, String path, String workspace, String type, List<Text> texts) {

    private static final int WIDE = 1;
    private static final int OWN = 1;
    private static final Level[] LEVELS = Level.values();

    /** A text that an item says. */
    static final class Text {
        private final Level level;
        private final String language;
        private final boolean own;
        private final byte[] bytes;
        private final ByteArrayDataInput input;
        private final int names;
        private final int at;

        private Text(byte[] all, ByteArrayDataInput in) throws IOException {
            bytes = all;
            int kind = in.readByte();
            own = (kind & OWN) != 0;
            level = LEVELS[kind >> 1];
            language = in.readString();
            input = in;
            names = in.getPosition();
            in.skipBytes(in.readVInt());
            in.skipBytes(in.readVInt());
            at = in.getPosition();
            int length = in.readVInt();
            in.skipBytes((length >> 1) * (1L + (length & WIDE)));
        }

        /** Name of the property with language. */
        String stored() throws IOException {
            input.setPosition(names);
            return input.readString();
        }

        /** Name of the property without language. */
        String property() throws IOException {
            stored();
            return input.readString();
        }

        Level level() {
            return level;
        }

        /** Empty for what has none. */
        String language() {
            return language;
        }

        /** Whether the item's own node says it. */
        boolean isOwn() {
            return own;
        }

        /** The text, read anew each time. */
        String text() {
            input.setPosition(at);
            int header = input.readVInt();
            int length = header >> 1;
            if ((header & WIDE) == 0) {
                return new String(bytes, input.getPosition(), length, StandardCharsets.ISO_8859_1);
            }
            char[] chars = new char[length];
            ByteBuffer.wrap(bytes, input.getPosition(), length * Character.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asCharBuffer()
                    .get(chars);
            return new String(chars);
        }
    }

    /** The stored form. */
    static BytesRef encode(SearchType type, NodeSnapshot item, List<ItemText.Piece> pieces) {
        ByteBuffersDataOutput out = new ByteBuffersDataOutput();
        try {
            out.writeString(item.id());
            out.writeString(item.path());
            out.writeString(type.workspace());
            out.writeString(type.name());
            out.writeVInt(pieces.size());
            List<ItemText.Piece> ordered = new ArrayList<>(pieces);
            ordered.sort(Comparator.comparing((ItemText.Piece piece) -> !piece.own())
                    .thenComparing(piece -> piece.value().level()));
            for (ItemText.Piece piece : ordered) {
                encode(out, piece);
            }
            return new BytesRef(out.toArrayCopy());
        } catch (IOException e) {
            throw new IllegalStateException("Memory cannot fail to be written", e);
        }
    }

    private static void encode(ByteBuffersDataOutput out, ItemText.Piece piece) throws IOException {
        SearchType.Value value = piece.value();
        out.writeByte((byte) (value.level().ordinal() << 1 | (piece.own() ? OWN : 0)));
        out.writeString(value.language());
        out.writeString(piece.stored());
        out.writeString(value.property());
        String text = piece.text();
        boolean wide = text.chars().anyMatch(c -> c > 0xFF);
        out.writeVInt(text.length() << 1 | (wide ? WIDE : 0));
        if (wide) {
            for (int i = 0; i < text.length(); i++) {
                out.writeShort((short) text.charAt(i));
            }
        } else {
            out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /**
     * Reads what is kept of a document.
     *
     * @throws IOException if nothing is
     */
    static Shown of(LeafReader segment, int doc) throws IOException {
        BinaryDocValues all = segment.getBinaryDocValues(SearchFields.SHOWN);
        if (all == null || !all.advanceExact(doc)) {
            throw new IOException("The index has an item without what it shows");
        }
        BytesRef bytes = all.binaryValue();
        ByteArrayDataInput in = new ByteArrayDataInput(bytes.bytes, bytes.offset, bytes.length);
        String id = in.readString();
        String path = in.readString();
        String workspace = in.readString();
        String type = in.readString();
        List<Text> texts = new ArrayList<>();
        for (int left = in.readVInt(); left > 0; left--) {
            texts.add(new Text(bytes.bytes, in));
        }
        return new Shown(id, path, workspace, type, texts);
    }
}
