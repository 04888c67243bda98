package org.heliograph.cms.site;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.AbstractMap;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.jcr.PropertyType;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.NodeSnapshot.Property;
import org.jspecify.annotations.Nullable;

/**
 * A node as templates see it: its properties by name, its children by name, and {@code @name}, {@code @path},
 * {@code @id} and the like. The values are of the types that Magnolia gives templates.
 */
final class ContentMap extends AbstractMap<String, Object> {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

    private final Reading reading;
    private final String workspace;
    private final NodeSnapshot node;
    private final Seen seen;

    /**
     * How a node is seen; what is reached from it is seen in the same way.
     *
     * @param localized whether values are those of the page's language
     * @param escaped whether texts are escaped for HTML
     */
    record Seen(boolean localized, boolean escaped) {

        /** As it is stored. */
        static final Seen PLAIN = new Seen(false, false);
        /** As a script sees its own content. */
        static final Seen BY_SCRIPTS = new Seen(true, true);

        Seen localizedToo() {
            return new Seen(true, escaped);
        }

        Seen escapedToo(boolean now) {
            return new Seen(localized, now);
        }
    }

    ContentMap(Reading reading, String workspace, NodeSnapshot node, Seen seen) {
        this.reading = reading;
        this.workspace = workspace;
        this.node = node;
        this.seen = seen;
    }

    NodeSnapshot node() {
        return node;
    }

    String workspace() {
        return workspace;
    }

    Seen seen() {
        return seen;
    }

    /** Another node, seen in the same way. */
    ContentMap of(NodeSnapshot other) {
        return new ContentMap(reading, workspace, other, seen);
    }

    /** The same node, seen in another way. */
    ContentMap seenAs(Seen otherwise) {
        return new ContentMap(reading, workspace, node, otherwise);
    }

    List<ContentMap> children() {
        return reading.children(workspace, node).stream().map(this::of).toList();
    }

    Optional<ContentMap> parent() {
        return reading.parent(workspace, node).map(this::of);
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        if (!(key instanceof String name)) {
            return null;
        }
        if (name.startsWith("@")) {
            return special(name);
        }
        Optional<Property> property = property(name);
        if (property.isPresent()) {
            return value(property.get());
        }
        return child(name).map(this::of).orElse(null);
    }

    private @Nullable Object special(String name) {
        return switch (name) {
            case "@name" -> text(node.name());
            case "@path", "@handle" -> node.path();
            case "@id", "@uuid" -> node.id();
            case "@nodeType" -> node.primaryType();
            case "@depth", "@level" ->
                node.path().equals("/")
                        ? 0L
                        : node.path().chars().filter(c -> c == '/').count();
            default -> null;
        };
    }

    private Optional<Property> property(String name) {
        return seen.localized() ? reading.language().value(node, name) : node.property(name);
    }

    private Optional<NodeSnapshot> child(String name) {
        if (seen.localized()) {
            for (String suffix : reading.language().suffixes()) {
                Optional<NodeSnapshot> child = reading.child(workspace, node, name + suffix);
                if (child.isPresent()) {
                    return child;
                }
            }
            return Optional.empty();
        }
        return reading.child(workspace, node, name);
    }

    private Object value(Property property) {
        if (property.multiple()) {
            // Magnolia gives the texts of a list's values, whatever their type is, and does not escape them.
            return property.values().stream().map(ContentMap::plain).toList();
        }
        Object value = property.values().get(0);
        if (value instanceof OffsetDateTime date) {
            return calendar(date);
        }
        if (value instanceof Long || value instanceof Double || value instanceof Boolean) {
            return value;
        }
        if (property.type() == PropertyType.BINARY) {
            return "";
        }
        return text(reading.links()
                .resolve(
                        value.toString(),
                        reading.snapshot(),
                        reading.view(),
                        reading.language().locale().orElse(Locale.ROOT)));
    }

    private String text(String text) {
        return seen.escaped() ? Escapes.escapeLines(text) : text;
    }

    private static String plain(Object value) {
        return value instanceof OffsetDateTime date ? DATE.format(date) : value.toString();
    }

    private static Calendar calendar(OffsetDateTime date) {
        return GregorianCalendar.from(date.toZonedDateTime());
    }

    @Override
    public boolean containsKey(Object key) {
        return get(key) != null;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        Map<String, Object> entries = new LinkedHashMap<>();
        node.properties().forEach((name, property) -> entries.put(name, value(property)));
        return entries.entrySet();
    }

    @Override
    public boolean isEmpty() {
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContentMap that
                && workspace.equals(that.workspace)
                && node.id().equals(that.node.id());
    }

    @Override
    public int hashCode() {
        return node.id().hashCode();
    }

    @Override
    public String toString() {
        return workspace + ":" + node.path();
    }
}
