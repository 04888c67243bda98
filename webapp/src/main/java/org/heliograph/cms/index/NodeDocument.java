package org.heliograph.cms.index;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.jcr.PropertyType;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.NodeSnapshot.Property;

/** Turns a node into a document of the index. */
final class NodeDocument {

    private final Document document = new Document();
    private final List<String> texts = new ArrayList<>();

    private NodeDocument() {}

    /**
     * @param scope view and workspace
     * @param parent identifier of the parent; empty for the root
     * @param position place among the siblings
     * @param analyzer takes words from the full text
     */
    static Document of(NodeSnapshot node, String scope, String parent, long position, Analyzer analyzer) {
        NodeDocument made = new NodeDocument();
        made.addIdentity(node, scope, parent, position);
        node.types().forEach(type -> made.term(Fields.ANY_TYPE, Fields.scoped(scope, type)));
        node.properties().forEach(made::addProperty);
        Mentions.in(node).forEach(id -> made.term(Fields.MENTION, Fields.scoped(scope, id)));
        FullText.pairs(made.texts, analyzer).forEach(pair -> made.term(Fields.FULL_TEXT_PAIR, pair));
        made.document.add(new BinaryDocValuesField(Fields.DATA, NodeCodec.encode(node)));
        return made.document;
    }

    private void addIdentity(NodeSnapshot node, String scope, String parent, long position) {
        term(Fields.KEY, Fields.scoped(scope, node.id()));
        term(Fields.WORKSPACE, scope);
        term(Fields.PATH, Fields.scoped(scope, node.path()));
        addAncestors(scope, node.path());
        term(Fields.PARENT, Fields.scoped(scope, parent));
        document.add(new NumericDocValuesField(Fields.POSITION, position));
        term(Fields.TYPE, Fields.scoped(scope, node.primaryType()));
        term(Fields.ID, node.id());
        term(Fields.NAME, node.name());
        term(Fields.NAME_FOLDED, node.name().toLowerCase(Locale.ROOT));
        sortable("@name", node.name());
        sortable("jcr:uuid", node.id());
        term(Fields.text("jcr:primaryType"), node.primaryType());
    }

    private void addAncestors(String scope, String path) {
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            term(Fields.ANCESTOR, Fields.scoped(scope, path.substring(0, slash)));
        }
    }

    private void addProperty(String name, Property property) {
        term(Fields.EXISTS, name);
        property.values().forEach(value -> addValue(name, property.type(), value));
        // A field may be sorted by one value; what is called @name sorts by the node's name.
        if (!property.values().isEmpty() && !name.equals("@name")) {
            sortable(name, property.values().get(0));
        }
    }

    private void addValue(String name, int type, Object value) {
        if (value instanceof Long number) {
            document.add(new LongPoint(Fields.whole(name), number));
        } else if (value instanceof Double || value instanceof BigDecimal) {
            // Plus zero, because the index takes minus zero for another number.
            document.add(new DoublePoint(Fields.decimal(name), ((Number) value).doubleValue() + 0.0));
        } else if (value instanceof OffsetDateTime date) {
            document.add(new LongPoint(Fields.date(name), date.toInstant().toEpochMilli()));
        } else if (isText(type)) {
            addText(name, value.toString());
        }
        if (type == PropertyType.STRING && !NodeSnapshot.isSystemProperty(name)) {
            texts.add(value.toString());
            document.add(new TextField(Fields.FULL_TEXT, value.toString(), Field.Store.NO));
        }
    }

    /** Names, paths and binaries never match a filter, in Magnolia as here. */
    private static boolean isText(int type) {
        return type != PropertyType.NAME && type != PropertyType.PATH && type != PropertyType.BINARY;
    }

    private void addText(String name, String text) {
        if (text.length() > Fields.MAX_TERM) {
            term(Fields.LONG_TEXT, name);
        } else {
            term(Fields.text(name), text);
            term(Fields.folded(name), text.toLowerCase(Locale.ROOT));
        }
    }

    private void term(String field, String value) {
        document.add(new StringField(field, value, Field.Store.NO));
    }

    private void sortable(String name, Object value) {
        document.add(new SortedDocValuesField(Fields.order(name), SortKey.of(value)));
    }
}
