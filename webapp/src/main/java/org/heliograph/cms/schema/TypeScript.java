package org.heliograph.cms.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.definition.Endpoint;
import org.heliograph.cms.schema.NodeShape.Member;
import org.heliograph.cms.schema.NodeShape.Note;

/** What the endpoints deliver as a TypeScript module of types. */
public final class TypeScript {

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*");

    private static final String FIXED = """

            /** What every node has. */
            export interface ContentNode {
              /** Last part of the path. */
              "@name": string;
              /** Path in the workspace. */
              "@path": string;
              /** Identifier that stays when the node is moved. */
              "@id": string;
              /** Primary type. */
              "@nodeType": string;
              /** Names of the members that are child nodes, in their order. */
              "@nodes": string[];
              /** With fallbacks=true: properties shown in another language, and in which. */
              "@fallbacks"?: { [property: string]: Locale };
              /** With alternates=true, of an item: the languages that it has values in. */
              "@alternates"?: Alternate[];
            }

            /** A language version of an item. */
            export interface Alternate {
              lang: Locale;
              /** Whether every property that has a value in some language has one in this. */
              complete: boolean;
              /** Address of the version, relative to the host. */
              "@link": string;
            }

            /** What lang=* shows in place of a localized value. */
            export type Translated<T> = { [L in Locale]?: T };

            /** A node of a type that no content type describes. */
            export interface AnyNode extends ContentNode {
              [member: string]: unknown;
            }

            /** The answer to a query. */
            export interface Page<T> {
              total: number;
              offset: number;
              limit: number;
              /** With cursor, unless this is the last page: the cursor of the next one. */
              nextCursor?: string;
              /** With facets: the most frequent values of each property. */
              facets?: { [property: string]: FacetValue[] };
              results: T[];
            }

            /** A value and how many items have it. */
            export interface FacetValue {
              value: string | number | boolean;
              count: number;
            }

            /** The body of a refusal. */
            export interface ErrorBody {
              error: { code: string; message: string | null };
            }

            /** An asset that replaces its key. */
            export interface Asset {
              "@name": string;
              "@path": string;
              "@id": string;
              /** Address of the file, relative to the host. */
              "@link"?: string;
              metadata?: AssetMetadata;
              /** Alternative text, with includeAlt. */
              alt?: string;
              /** What matters in a picture, from the upper left, 0 to 1; with includeFocus. */
              focus?: { x: number; y: number };
              renditions?: { [name: string]: Rendition };
            }

            /** A rendition of an asset. */
            export interface Rendition {
              mimeType: string;
              link: string;
            }

            /** What is known of the file of an asset. */
            export interface AssetMetadata {
            """;

    private final Delivered delivered;
    private final StringBuilder module = new StringBuilder();

    private TypeScript(Delivered delivered) {
        this.delivered = delivered;
    }

    /**
     * The text of the module, for strict TypeScript 4.4 and later. It holds what answers in one language hold, and depends
     * on the definitions alone.
     */
    public static String module(Definitions definitions) {
        return new TypeScript(Delivered.byAll(definitions)).write(definitions);
    }

    private String write(Definitions definitions) {
        module.append(
                "// Made by \"heliograph types\" from the light modules. Changes are lost when it is made again.\n");
        String locales = literals(definitions.site().i18n().locales().stream().map(Locale::toLanguageTag));
        module.append("\n/** The languages of content. */\nexport type Locale = ")
                .append(locales)
                .append(";\n");
        module.append(FIXED);
        AssetMembers.TEXTS.forEach(name -> metadata(name, "string"));
        AssetMembers.MOMENTS.forEach(name -> metadata(name, "string"));
        AssetMembers.NUMBERS.forEach(name -> metadata(name, "number"));
        AssetMembers.LISTS.forEach(name -> metadata(name, "string[]"));
        module.append("}\n");
        delivered.nodes().forEach(this::write);
        writeEndpoints();
        return module.toString();
    }

    private void metadata(String name, String type) {
        module.append("  ")
                .append(name)
                .append(name.equals("mimeType") ? ": " : "?: ")
                .append(type)
                .append(";\n");
    }

    private void write(NodeShape node) {
        module.append('\n');
        comment("", node.note());
        module.append("export interface ").append(node.name()).append(" extends ContentNode {\n");
        node.nodeType()
                .ifPresent(type ->
                        module.append("  \"@nodeType\": ").append(quoted(type)).append(";\n"));
        node.localized().forEach(this::write);
        node.rows()
                .ifPresent(rows -> module.append("  [row: `")
                        .append(rows.prefix().replaceAll("[`\\\\$]", "\\\\$0"))
                        .append("${number}`]: ")
                        .append(type(rows.shape()))
                        .append(";\n"));
        module.append("}\n");
    }

    private void write(Member member) {
        comment("  ", member.note());
        module.append("  ")
                .append(key(member.name()))
                .append(member.required() ? ": " : "?: ")
                .append(type(member.shape()))
                .append(";\n");
    }

    private void writeEndpoints() {
        module.append("\n/** What the items of each endpoint are, by its path below /.rest. */\n");
        module.append("export interface Endpoints {\n");
        List<String> written = new ArrayList<>();
        for (Endpoint endpoint : delivered.endpoints()) {
            if (!written.contains(endpoint.path())) {
                written.add(endpoint.path());
                module.append("  ")
                        .append(quoted(endpoint.path()))
                        .append(": ")
                        .append(type(delivered.itemOf(endpoint)))
                        .append(";\n");
            }
        }
        module.append("}\n");
    }

    private void comment(String indent, Note note) {
        Stream<String> texts = Stream.of(note.label(), note.description()).flatMap(Optional::stream);
        String text = texts.map(t -> t.strip().replaceAll("\\s+", " ").replace("*/", "* /"))
                .filter(t -> !t.isEmpty())
                .map(t -> t.matches(".*[.!?。！？]") ? t : t + ".")
                .collect(Collectors.joining(" "));
        if (!text.isEmpty()) {
            module.append(indent).append("/** ").append(text).append(" */\n");
        }
    }

    private static String type(Shape shape) {
        if (shape instanceof Shape.Text text) {
            return text.options().isEmpty() ? "string" : literals(text.options().stream());
        }
        if (shape instanceof Shape.Number) {
            return "number";
        }
        if (shape instanceof Shape.Flag) {
            return "boolean";
        }
        if (shape instanceof Shape.Many many) {
            String item = type(many.item());
            return item.contains(" | ") ? "(" + item + ")[]" : item + "[]";
        }
        if (shape instanceof Shape.OneOf several) {
            return several.shapes().stream().map(TypeScript::type).distinct().collect(Collectors.joining(" | "));
        }
        return shape instanceof Shape.Named named ? named.name() : "unknown";
    }

    private static String literals(Stream<String> values) {
        return values.map(TypeScript::quoted).collect(Collectors.joining(" | "));
    }

    private static String key(String name) {
        return IDENTIFIER.matcher(name).matches() ? name : quoted(name);
    }

    /** A string literal; what could end it or the line is escaped. */
    private static String quoted(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                literal.append('\\').append(c);
            } else if (c < 0x20 || c == 0x7f || c == '\u2028' || c == '\u2029') {
                literal.append(String.format("\\u%04x", (int) c));
            } else {
                literal.append(c);
            }
        }
        return literal.append('"').toString();
    }
}
