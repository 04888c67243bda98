package org.heliograph.cms.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.jcr.Binary;
import javax.jcr.Node;
import javax.jcr.PropertyIterator;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import javax.jcr.Value;
import javax.jcr.nodetype.NodeType;
import org.heliograph.cms.content.NodeSnapshot.Property;

/** Takes snapshots of JCR nodes. */
public final class NodeReader {

    /** Longest binary that is kept as text, in bytes; longer ones, such as pictures, are reached by link only. */
    private static final int MAX_BINARY_TEXT = 256 * 1024;

    /** 15 October 1582, when {@link GregorianCalendar} changes over, in milliseconds of the epoch. */
    private static final long GREGORIAN_START = -12_219_292_800_000L;

    /** Shown as members of their own, or never. */
    private static final Set<String> IDENTITY =
            Set.of("jcr:primaryType", "jcr:mixinTypes", "jcr:uuid", PublishedLanguages.PROPERTY);

    private NodeReader() {}

    /**
     * The state of a node.
     *
     * @throws RepositoryException if the repository cannot be read, or the node is gone
     */
    public static NodeSnapshot snapshot(Node node) throws RepositoryException {
        return new NodeSnapshot(
                node.getName(),
                node.getPath(),
                node.getIdentifier(),
                node.getPrimaryNodeType().getName(),
                types(node),
                properties(node));
    }

    private static List<String> types(Node node) throws RepositoryException {
        Set<String> types = new LinkedHashSet<>();
        addWithSupertypes(types, node.getPrimaryNodeType());
        for (NodeType mixin : node.getMixinNodeTypes()) {
            addWithSupertypes(types, mixin);
        }
        types.remove(PublishedLanguages.MIXIN);
        return List.copyOf(types);
    }

    private static void addWithSupertypes(Set<String> types, NodeType type) {
        types.add(type.getName());
        for (NodeType supertype : type.getSupertypes()) {
            types.add(supertype.getName());
        }
    }

    private static Map<String, Property> properties(Node node) throws RepositoryException {
        Map<String, Property> properties = new TreeMap<>();
        for (PropertyIterator each = node.getProperties(); each.hasNext(); ) {
            javax.jcr.Property property = each.nextProperty();
            if (isKept(property)) {
                properties.put(property.getName(), read(property));
            }
        }
        return properties;
    }

    private static boolean isKept(javax.jcr.Property property) throws RepositoryException {
        return !IDENTITY.contains(property.getName())
                && (property.getType() != PropertyType.BINARY
                        || property.isMultiple()
                        || property.getLength() <= MAX_BINARY_TEXT);
    }

    private static Property read(javax.jcr.Property property) throws RepositoryException {
        Value[] values = property.isMultiple() ? property.getValues() : new Value[] {property.getValue()};
        List<Object> objects = new ArrayList<>(values.length);
        for (Value value : values) {
            objects.add(object(value));
        }
        return new Property(property.getType(), property.isMultiple(), List.copyOf(objects));
    }

    private static Object object(Value value) throws RepositoryException {
        return switch (value.getType()) {
            case PropertyType.LONG -> value.getLong();
            case PropertyType.DOUBLE -> value.getDouble();
            case PropertyType.DECIMAL -> value.getDecimal();
            case PropertyType.BOOLEAN -> value.getBoolean();
            case PropertyType.DATE -> date(value.getDate());
            case PropertyType.BINARY -> text(value.getBinary());
            default -> value.getString();
        };
    }

    /**
     * The date as it reads. For days before the Gregorian calendar this is not the same instant: Java counts those in
     * the Julian calendar, while what was written, and is shown, is the day's name.
     */
    private static OffsetDateTime date(Calendar calendar) {
        int offsetMillis = calendar.getTimeZone().getOffset(calendar.getTimeInMillis());
        ZoneOffset offset = ZoneOffset.ofTotalSeconds(offsetMillis / 1000);
        if (calendar.getTimeInMillis() >= GREGORIAN_START) {
            return calendar.toInstant().atOffset(offset);
        }
        LocalDate firstOfMonth = LocalDate.of(year(calendar), calendar.get(Calendar.MONTH) + 1, 1);
        LocalTime time = LocalTime.of(
                calendar.get(Calendar.HOUR_OF_DAY),
                calendar.get(Calendar.MINUTE),
                calendar.get(Calendar.SECOND),
                calendar.get(Calendar.MILLISECOND) * 1_000_000);
        return firstOfMonth
                .plusDays(calendar.get(Calendar.DAY_OF_MONTH) - 1L)
                .atTime(time)
                .atOffset(offset);
    }

    /** Astronomical, as ISO 8601 has it: the year before 1 is 0. */
    private static int year(Calendar calendar) {
        int yearOfEra = calendar.get(Calendar.YEAR);
        return calendar.get(Calendar.ERA) == GregorianCalendar.BC ? 1 - yearOfEra : yearOfEra;
    }

    private static String text(Binary binary) throws RepositoryException {
        try (InputStream bytes = binary.getStream()) {
            return new String(bytes.readNBytes(MAX_BINARY_TEXT), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new RepositoryException("Cannot read a binary value", e);
        } finally {
            binary.dispose();
        }
    }
}
