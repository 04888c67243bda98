package org.heliograph.cms.repository;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import javax.jcr.Value;
import javax.jcr.ValueFactory;
import org.heliograph.cms.definition.Location;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * A content file in YAML 1.1: a mapping is a node, a list a property with many values, anything else a property with
 * one. The types of values are Magnolia's: whole numbers are Long, others Double, timestamps Date in UTC.
 */
final class YamlContentFile {

    private static final Pattern DATE = Pattern.compile("(\\d{4})-(\\d\\d?)-(\\d\\d?).*", Pattern.DOTALL);

    private final ValueFactory values;
    private final String file;
    private final ContentImport.Limits limits;
    private final Scalars scalars = new Scalars();
    private int items;

    YamlContentFile(ValueFactory values, String file, ContentImport.Limits limits) {
        this.values = values;
        this.file = file;
        this.limits = limits;
    }

    /** @return the nodes at the top of the file, at least one */
    List<ContentFileNode> read(InputStream in) throws IOException, RepositoryException {
        Node root = compose(text(in));
        if (!(root instanceof MappingNode mapping) || mapping.getValue().isEmpty()) {
            throw fault(root, "The file does not hold a node", "Start it with the node's name and a colon");
        }
        ContentFileNode top = new ContentFileNode(at(root), "top");
        fill(top, mapping, 0);
        if (!top.properties().isEmpty()) {
            throw fault(root, "The file starts with a property", "Put it below the name of a node");
        }
        return top.children();
    }

    private String text(InputStream in) throws IOException, ContentImportException {
        byte[] bytes = in.readNBytes(ContentImport.Limits.YAML_BYTES + 1);
        if (bytes.length > ContentImport.Limits.YAML_BYTES) {
            throw new ContentImportException(
                    whole(), "The file is larger than " + ContentImport.Limits.YAML_BYTES + " bytes", "Split it");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new ContentImportException(whole(), "The file is not UTF-8", "Save it in that encoding", e);
        }
    }

    private Node compose(String text) throws ContentImportException {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(ContentImport.Limits.YAML_BYTES);
        options.setNestingDepthLimit(limits.depth() * 2);
        options.setMaxAliasesForCollections(50);
        try {
            Composer composer = new Composer(
                    new CountingParser(new StreamReader(new StringReader(text)), options, limits.items()),
                    new Resolver(),
                    options);
            Node root = composer.getSingleNode();
            if (root == null) {
                throw new ContentImportException(whole(), "The file is empty", "Start it with a node's name");
            }
            return root;
        } catch (MarkedYAMLException e) {
            throw new ContentImportException(
                    at(e.getProblemMark()), "Not YAML: " + e.getProblem(), "Check indentation and quotes", e);
        } catch (YAMLException e) {
            throw new ContentImportException(whole(), "Not YAML: " + e.getMessage(), "Check the file", e);
        }
    }

    private void fill(ContentFileNode node, MappingNode mapping, int depth) throws RepositoryException {
        checkLimits(mapping, depth);
        for (NodeTuple entry : mapping.getValue()) {
            String name = name(entry.getKeyNode());
            Node value = entry.getValueNode();
            if (value instanceof MappingNode below) {
                ContentFileNode child = new ContentFileNode(at(entry.getKeyNode()), name);
                fill(child, below, depth + 1);
                node.add(child);
            } else {
                Optional<ContentFileNode.Property> property = property(at(entry.getKeyNode()), name, value);
                if (property.isPresent()) {
                    node.add(property.get());
                }
            }
        }
    }

    private void checkLimits(Node node, int depth) throws ContentImportException {
        if (depth > limits.depth()) {
            throw fault(node, "More than " + limits.depth() + " levels within one another", "Make the content flatter");
        }
        if (++items > limits.items()) {
            throw fault(node, "More than " + limits.items() + " nodes and values", "Split the file");
        }
    }

    private String name(Node key) throws ContentImportException {
        if (!(key instanceof ScalarNode scalar)) {
            throw fault(key, "A name must be a text", "Write a plain or quoted name");
        }
        if (key.getTag().equals(Tag.MERGE)) {
            throw fault(key, "Merge keys are not supported in content files", "Write the properties out");
        }
        return scalar.getValue();
    }

    private Optional<ContentFileNode.Property> property(Location key, String name, Node node)
            throws RepositoryException {
        if (node instanceof SequenceNode list) {
            return Optional.of(list(key, name, list));
        }
        checkLimits(node, 0);
        if (node.getTag().equals(Tag.NULL)) {
            return Optional.empty();
        }
        Value value = value((ScalarNode) node);
        return Optional.of(new ContentFileNode.Property(key, name, value.getType(), false, List.of(value)));
    }

    private ContentFileNode.Property list(Location key, String name, SequenceNode list) throws RepositoryException {
        List<Value> converted = new ArrayList<>();
        int type = PropertyType.UNDEFINED;
        for (Node item : list.getValue()) {
            Value value = item(item);
            if (type != PropertyType.UNDEFINED && type != value.getType()) {
                throw fault(
                        item,
                        "'" + name + "' has an inhomogeneous type of values: " + PropertyType.nameFromValue(type)
                                + " and " + PropertyType.nameFromValue(value.getType()),
                        "Write all of them alike, or quote them to make them texts");
            }
            type = value.getType();
            converted.add(value);
        }
        int known = type == PropertyType.UNDEFINED ? PropertyType.STRING : type;
        return new ContentFileNode.Property(key, name, known, true, converted);
    }

    private Value item(Node item) throws RepositoryException {
        checkLimits(item, 0);
        if (item instanceof SequenceNode nested) {
            return values.createValue(written(nested, 1));
        }
        if (item instanceof ScalarNode scalar && !item.getTag().equals(Tag.NULL)) {
            return value(scalar);
        }
        throw fault(item, "A list holds plain values only", "Write nodes as a mapping with a name each");
    }

    /** Magnolia stores a list within a list as its text. */
    private String written(SequenceNode list, int depth) throws RepositoryException {
        List<String> texts = new ArrayList<>();
        for (Node item : list.getValue()) {
            checkLimits(item, depth);
            if (item instanceof MappingNode) {
                throw fault(item, "A list holds plain values only", "Write nodes as a mapping with a name each");
            }
            texts.add(
                    item instanceof SequenceNode nested ? written(nested, depth + 1) : ((ScalarNode) item).getValue());
        }
        return "[" + String.join(", ", texts) + "]";
    }

    private Value value(ScalarNode node) throws RepositoryException {
        if (node.getTag().equals(Tag.TIMESTAMP)) {
            checkDate(node);
        }
        Object scalar = construct(node);
        if (scalar instanceof BigInteger) {
            throw fault(node, node.getValue() + " does not fit into 64 bits", "Quote it to make it a text");
        } else if (scalar instanceof Number number) {
            return scalar instanceof Double
                    ? values.createValue(number.doubleValue())
                    : values.createValue(number.longValue());
        } else if (scalar instanceof Boolean truth) {
            return values.createValue(truth);
        } else if (scalar instanceof Date date) {
            return values.createValue(inUtc(date));
        } else if (scalar instanceof byte[] bytes) {
            return values.createValue(values.createBinary(new ByteArrayInputStream(bytes)));
        }
        return values.createValue(scalar.toString());
    }

    private Object construct(ScalarNode node) throws ContentImportException {
        try {
            return scalars.construct(node);
        } catch (YAMLException | IllegalArgumentException e) {
            throw new ContentImportException(
                    at(node),
                    "'" + shortened(node.getValue()) + "' is no value of type " + node.getTag(),
                    "Correct it, or quote it to make it a text",
                    e);
        }
    }

    /** SnakeYAML would roll 30 February over into March. */
    private void checkDate(ScalarNode node) throws ContentImportException {
        Matcher parts = DATE.matcher(node.getValue());
        try {
            if (parts.matches()) {
                LocalDate.of(number(parts, 1), number(parts, 2), number(parts, 3));
            }
        } catch (DateTimeException e) {
            throw new ContentImportException(
                    at(node), node.getValue() + " is not in the calendar", "Correct it, or quote it", e);
        }
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }

    private static Calendar inUtc(Date date) {
        Calendar calendar = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
        calendar.setTime(date);
        return calendar;
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= 60
                ? text
                : text.substring(0, text.offsetByCodePoints(0, 60)) + "…";
    }

    private ContentImportException fault(Node node, String message, String cure) {
        return new ContentImportException(at(node), message, cure);
    }

    private Location at(Node node) {
        return at(node.getStartMark());
    }

    private Location at(Mark mark) {
        return new Location(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private Location whole() {
        return new Location(file, 0, 0);
    }

    /** Makes plain Java values of scalars, for the types of YAML itself and no others. */
    private static final class Scalars extends SafeConstructor {

        private Scalars() {
            super(new LoaderOptions());
        }

        private Object construct(ScalarNode node) {
            return getConstructor(node).construct(node);
        }
    }

    /** Stops before a file of nothing but short items fills the memory. */
    private static final class CountingParser extends ParserImpl {

        private final int limit;
        private int count;

        private CountingParser(StreamReader reader, LoaderOptions options, int limit) {
            super(reader, options);
            this.limit = limit;
        }

        @Override
        public Event getEvent() {
            if (++count / 3 > limit) {
                throw new YAMLException("more than " + limit + " nodes and values");
            }
            return super.getEvent();
        }
    }
}
