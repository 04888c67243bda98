package org.heliograph.cms.repository;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.jcr.Node;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.Value;
import org.heliograph.cms.definition.Location;

/**
 * One item with its parts as a content file describes it: taken from the repository to be written, or read from a file to
 * be compared with what is stored. Closing it deletes the temporary files of its binaries.
 */
public final class ItemFile implements AutoCloseable {

    private static final String UUID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
    /** A reference is an identifier by itself, or stands in one of Magnolia's link macros. */
    private static final Pattern MENTION =
            Pattern.compile("^(?:jcr:)?(" + UUID + ")$|\\$\\{link:\\{uuid:\\{(" + UUID + ")\\}");

    private final ContentFileNode node;

    private ItemFile(ContentFileNode node) {
        this.node = node;
    }

    /**
     * A place that speaks of another node.
     *
     * @param location in the file
     * @param property name of the property
     * @param identifier of the other node
     * @param hard whether the repository refuses to store it without the other node
     */
    public record Mention(Location location, String property, String identifier, boolean hard) {}

    /**
     * Describes a stored item.
     *
     * @param scope what of it
     * @throws ContentImportException if it has a name that a file could not have
     */
    public static ItemFile of(Node item, ItemScope scope) throws RepositoryException {
        return new ItemFile(new StoredContent(scope).read(item));
    }

    /**
     * Reads a file of one node.
     *
     * @param session whose prefixes count
     * @param file name for messages; the ending {@code xml} tells a system view from YAML
     * @param content read to its end, not closed
     * @throws ContentImportException naming file, line and cure
     */
    public static ItemFile read(Session session, String file, InputStream content, ContentImport.Limits limits)
            throws RepositoryException {
        boolean xml = file.toLowerCase(Locale.ROOT).endsWith(".xml");
        List<ContentFileNode> nodes = new ContentImport(limits).read(session, file, xml, content);
        if (nodes.size() > 1) {
            throw new ContentImportException(
                    nodes.get(1).location(), "A second node in the file of one item", "Give it a file of its own");
        }
        return new ItemFile(nodes.get(0));
    }

    /** Whether only XML tells all its types apart. */
    public boolean needsXml() throws RepositoryException {
        return !YamlContentWriter.isExact(node);
    }

    /**
     * Writes YAML, or XML where {@link #needsXml}, in UTF-8.
     *
     * @param session of the workspace that holds the item
     */
    public void write(Session session, OutputStream out) throws IOException, RepositoryException {
        if (needsXml()) {
            XmlContentWriter.write(session, node, out);
        } else {
            Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            YamlContentWriter.write(node, text);
            text.flush();
        }
    }

    /** Where the item is described. */
    public Location location() {
        return node.location();
    }

    /** Name of the item's node. */
    public String name() {
        return node.name();
    }

    /** Primary type of the item's node. */
    public String primaryType() {
        return node.primaryType();
    }

    /** Identifier of the item's node. */
    public Optional<String> identifier() {
        return node.identifier();
    }

    /** Primary types of the parts, with a place where each is used. */
    public Collection<NamedType> partTypes() {
        List<NamedType> types = new ArrayList<>();
        node.children().forEach(child -> collectTypes(child, types));
        return types;
    }

    /** The item's own types: the primary one, then mixins. */
    public Collection<NamedType> ownTypes() {
        List<NamedType> types = new ArrayList<>();
        types.add(new NamedType(node.location(), node.primaryType(), false));
        node.mixins().forEach(mixin -> types.add(new NamedType(node.location(), mixin, true)));
        return types;
    }

    /**
     * A node type and a place where it is used.
     *
     * @param mixin whether it is added to a primary type
     */
    public record NamedType(Location location, String name, boolean mixin) {}

    private static void collectTypes(ContentFileNode node, List<NamedType> types) {
        types.add(new NamedType(node.location(), node.primaryType(), false));
        node.mixins().forEach(mixin -> types.add(new NamedType(node.location(), mixin, true)));
        node.children().forEach(child -> collectTypes(child, types));
    }

    /** All its values, as paths below the item, such as {@code materials/materials0/part}. */
    public List<String> fields() {
        List<String> fields = new ArrayList<>();
        collectFields(node, "", fields);
        return fields;
    }

    private static void collectFields(ContentFileNode node, String path, List<String> fields) {
        node.properties().forEach(property -> fields.add(path + property.name()));
        node.children().forEach(child -> collectFields(child, path + child.name() + "/", fields));
    }

    /**
     * A text.
     *
     * @param location in the file
     * @param field path below the item, such as {@code materials/materials0/part}
     */
    public record Text(Location location, String field, String text) {}

    /** All its texts. */
    public List<Text> texts() throws RepositoryException {
        List<Text> texts = new ArrayList<>();
        collectTexts(node, "", texts);
        return texts;
    }

    private static void collectTexts(ContentFileNode node, String path, List<Text> texts) throws RepositoryException {
        for (ContentFileNode.Property property : node.properties()) {
            if (property.type() == PropertyType.STRING) {
                for (String text : property.strings()) {
                    texts.add(new Text(property.location(), path + property.name(), text));
                }
            }
        }
        for (ContentFileNode child : node.children()) {
            collectTexts(child, path + child.name() + "/", texts);
        }
    }

    /** All places that speak of other nodes. */
    public List<Mention> mentions() throws RepositoryException {
        List<Mention> mentions = new ArrayList<>();
        collectMentions(node, mentions);
        return mentions;
    }

    private static void collectMentions(ContentFileNode node, List<Mention> mentions) throws RepositoryException {
        for (ContentFileNode.Property property : node.properties()) {
            boolean text = property.type() == PropertyType.STRING;
            boolean hard = property.type() == PropertyType.REFERENCE;
            if (text || hard || property.type() == PropertyType.WEAKREFERENCE) {
                for (String identifier : identifiers(property)) {
                    mentions.add(new Mention(property.location(), property.name(), identifier, hard));
                }
            }
        }
        for (ContentFileNode child : node.children()) {
            collectMentions(child, mentions);
        }
    }

    private static Set<String> identifiers(ContentFileNode.Property property) throws RepositoryException {
        Set<String> identifiers = new TreeSet<>();
        for (String value : property.strings()) {
            MENTION.matcher(value)
                    .results()
                    .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                    .forEach(identifier -> identifiers.add(identifier.toLowerCase(Locale.ROOT)));
        }
        return identifiers;
    }

    /** Identifiers of all its nodes, the item's own one left out. */
    public Set<String> partIdentifiers() {
        Set<String> identifiers = new TreeSet<>();
        node.children().forEach(child -> collectIdentifiers(child, identifiers));
        return identifiers;
    }

    private static void collectIdentifiers(ContentFileNode node, Set<String> identifiers) {
        node.identifier().ifPresent(identifiers::add);
        node.children().forEach(child -> collectIdentifiers(child, identifiers));
    }

    /**
     * Leaves out the hard references to nodes that are not there yet, which the repository would refuse.
     *
     * @return whether there were any, so that the file has to be applied once more later
     */
    public boolean postponeReferences(Predicate<String> missing) throws RepositoryException {
        return postpone(node, missing);
    }

    private static boolean postpone(ContentFileNode node, Predicate<String> missing) throws RepositoryException {
        List<ContentFileNode.Property> postponed = new ArrayList<>();
        for (ContentFileNode.Property property : node.properties()) {
            if (property.type() == PropertyType.REFERENCE
                    && property.strings().stream().anyMatch(missing)) {
                postponed.add(property);
            }
        }
        node.properties().removeAll(postponed);
        boolean any = !postponed.isEmpty();
        for (ContentFileNode child : node.children()) {
            any |= postpone(child, missing);
        }
        return any;
    }

    ContentFileNode node() {
        return node;
    }

    @Override
    public void close() throws RepositoryException {
        dispose(node);
    }

    private static void dispose(ContentFileNode node) throws RepositoryException {
        for (ContentFileNode.Property property : node.properties()) {
            if (property.type() == PropertyType.BINARY) {
                for (Value value : property.values()) {
                    value.getBinary().dispose();
                }
            }
        }
        for (ContentFileNode child : node.children()) {
            dispose(child);
        }
    }
}
