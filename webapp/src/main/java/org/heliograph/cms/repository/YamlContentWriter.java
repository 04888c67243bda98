package org.heliograph.cms.repository;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import javax.jcr.Value;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.emitter.Emitter;
import org.yaml.snakeyaml.events.DocumentEndEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.ImplicitTuple;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.events.StreamEndEvent;
import org.yaml.snakeyaml.events.StreamStartEvent;

/**
 * Writes a node as Magnolia's bootstrap format in YAML. Names and texts are quoted always, so that none is ever taken for
 * a number, date or truth value; texts of several lines are block scalars where that is exact.
 */
final class YamlContentWriter {

    private static final Pattern UTC_DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    /** From the first whole year of the Gregorian calendar on, SnakeYAML and JCR mean the same day. */
    private static final String FIRST_EXACT_YEAR = "1583";

    /** Types whose values YAML tells apart. */
    private static final Set<Integer> TOLD_APART =
            Set.of(PropertyType.STRING, PropertyType.LONG, PropertyType.DOUBLE, PropertyType.BOOLEAN);

    /** What ends a line somewhere, or cannot be seen. */
    private static final Pattern BREAK_OR_CONTROL =
            Pattern.compile("[\\p{Cntrl}\\x80-\\x9F\\u2028\\u2029\\uFEFF\\uFFFE\\uFFFF]");

    private final Emitter yaml;

    private YamlContentWriter(Writer out) {
        DumperOptions options = new DumperOptions();
        options.setAllowUnicode(true);
        options.setSplitLines(false);
        options.setLineBreak(DumperOptions.LineBreak.UNIX);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        options.setMaxSimpleKeyLength(1024);
        yaml = new Emitter(out, options);
    }

    /** Whether reading the file back gives the very same values and types. */
    static boolean isExact(ContentFileNode node) throws RepositoryException {
        Set<String> names = Set.copyOf(
                node.properties().stream().map(ContentFileNode.Property::name).toList());
        for (ContentFileNode child : node.children()) {
            // One map holds both: whoever reads it elsewhere would lose one of two of the same name.
            if (names.contains(child.name()) || !isExact(child)) {
                return false;
            }
        }
        for (ContentFileNode.Property property : node.properties()) {
            if (!isExact(property)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isExact(ContentFileNode.Property property) throws RepositoryException {
        if (property.values().isEmpty()) {
            return property.type() == PropertyType.STRING;
        }
        if (property.type() != PropertyType.DATE) {
            return TOLD_APART.contains(property.type());
        }
        for (String date : property.strings()) {
            if (!UTC_DATE.matcher(date).matches() || date.compareTo(FIRST_EXACT_YEAR) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Writes a node for which {@link #isExact} holds. */
    static void write(ContentFileNode node, Writer out) throws IOException, RepositoryException {
        YamlContentWriter writer = new YamlContentWriter(out);
        writer.yaml.emit(new StreamStartEvent(null, null));
        writer.yaml.emit(new DocumentStartEvent(null, null, false, null, null));
        writer.startMapping();
        writer.node(node);
        writer.endMapping();
        writer.yaml.emit(new DocumentEndEvent(null, null, false));
        writer.yaml.emit(new StreamEndEvent(null, null));
    }

    private void node(ContentFileNode node) throws IOException, RepositoryException {
        text(node.name());
        startMapping();
        text("jcr:primaryType");
        text(node.primaryType());
        if (!node.mixins().isEmpty()) {
            text("jcr:mixinTypes");
            startList();
            for (String mixin : node.mixins()) {
                text(mixin);
            }
            endList();
        }
        if (node.identifier().isPresent()) {
            text("jcr:uuid");
            text(node.identifier().get());
        }
        for (ContentFileNode.Property property : node.properties()) {
            property(property);
        }
        for (ContentFileNode child : node.children()) {
            node(child);
        }
        endMapping();
    }

    private void property(ContentFileNode.Property property) throws IOException, RepositoryException {
        text(property.name());
        if (property.multiple()) {
            startList();
            for (Value value : property.values()) {
                value(value);
            }
            endList();
        } else {
            value(property.values().get(0));
        }
    }

    private void value(Value value) throws IOException, RepositoryException {
        switch (value.getType()) {
            case PropertyType.STRING -> text(value.getString());
            case PropertyType.DOUBLE -> plain(number(value.getDouble()));
            default -> plain(value.getString());
        }
    }

    /** Older readers of YAML 1.1 take no exponent without its sign. */
    private static String number(double number) {
        if (Double.isNaN(number)) {
            return ".NaN";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? ".inf" : "-.inf";
        }
        return Double.toString(number).replaceFirst("E(?=\\d)", "E+");
    }

    private void plain(String text) throws IOException {
        yaml.emit(new ScalarEvent(null, null, new ImplicitTuple(true, true), text, null, null, ScalarStyle.PLAIN));
    }

    private void text(String text) throws IOException {
        yaml.emit(new ScalarEvent(null, null, new ImplicitTuple(false, true), text, null, null, style(text)));
    }

    private static ScalarStyle style(String text) {
        if (!BREAK_OR_CONTROL.matcher(text).find()) {
            return ScalarStyle.SINGLE_QUOTED;
        }
        return isBlock(text) ? ScalarStyle.LITERAL : ScalarStyle.DOUBLE_QUOTED;
    }

    /** Whether there is nothing about a text's lines that a reader could take for indentation. */
    private static boolean isBlock(String text) {
        List<String> lines = text.lines().toList();
        return !BREAK_OR_CONTROL.matcher(text.replace("\n", "")).find()
                && !text.endsWith("\n")
                && lines.stream().noneMatch(line -> line.startsWith(" ") || line.endsWith(" "))
                && !lines.get(0).isEmpty();
    }

    private void startMapping() throws IOException {
        yaml.emit(new MappingStartEvent(null, null, true, null, null, FlowStyle.BLOCK));
    }

    private void endMapping() throws IOException {
        yaml.emit(new MappingEndEvent(null, null));
    }

    private void startList() throws IOException {
        yaml.emit(new SequenceStartEvent(null, null, true, null, null, FlowStyle.BLOCK));
    }

    private void endList() throws IOException {
        yaml.emit(new SequenceEndEvent(null, null));
    }
}
