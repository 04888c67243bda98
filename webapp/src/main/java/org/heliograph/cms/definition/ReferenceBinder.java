package org.heliograph.cms.definition;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.heliograph.cms.definition.Endpoint.AssetResolver;
import org.heliograph.cms.definition.Endpoint.JcrResolver;
import org.heliograph.cms.definition.Endpoint.NoResolver;
import org.heliograph.cms.definition.Endpoint.Reference;
import org.heliograph.cms.definition.Endpoint.Resolver;
import org.heliograph.cms.definition.Endpoint.RichTextResolver;

/** Reads the items of an endpoint's {@code references}. */
final class ReferenceBinder {

    private static final String JCR = "jcrReferenceResolver";
    private static final String ASSET = "assetReferenceResolver";
    private static final String RICH_TEXT = "richTextLinkReferenceResolver";
    private static final Map<String, String> CLASSES = Map.of(
            "JcrReferenceResolverDefinition", JCR,
            "ConfiguredJcrReferenceResolverDefinition", JCR,
            "AssetReferenceResolverDefinition", ASSET,
            "ConfiguredAssetReferenceResolverDefinition", ASSET,
            "RichTextLinkResolverDefinition", RICH_TEXT);
    private static final Set<String> COMMON_KEYS = Set.of(
            "class", "$type", "name", "implementationClass", "targetWorkspace", "properties", "excludeProperties");
    private static final Map<String, Set<String>> OWN_KEYS = Map.of(
            JCR, Set.of("expand", "generateLink", "depthInReferencedNode"),
            ASSET,
                    Set.of(
                            "expand",
                            "includeAssetMetadata",
                            "includeDownloadLink",
                            "includeAlt",
                            "includeFocus",
                            "assetRenditions"),
            RICH_TEXT, Set.of("completeUrl"));

    private final Problems problems;

    ReferenceBinder(Problems problems) {
        this.problems = problems;
    }

    Reference bind(ConfigNode node) {
        Fields fields = new Fields(node, problems);
        fields.knownKeys(Set.of("name", "class", "$type", "propertyName", "nodeType", "referenceResolver"));
        return new Reference(
                propertyName(node, fields),
                fields.text("nodeType"),
                node.get("referenceResolver").map(this::resolver).orElseGet(() -> missingResolver(node, fields)));
    }

    private String propertyName(ConfigNode node, Fields fields) {
        Optional<String> name = fields.text("propertyName");
        if (name.isEmpty() && fields.lacks("propertyName")) {
            problems.major(
                    node.location(),
                    "The reference names no property",
                    "Add propertyName: <name or regular expression>");
        }
        try {
            Pattern.compile(name.orElse(""));
        } catch (PatternSyntaxException e) {
            problems.major(
                    node.get("propertyName").orElse(node).location(),
                    "This is no regular expression: " + name.orElse("") + ", " + e.getDescription()
                            + "; every request to the endpoint fails",
                    "Put a backslash before a bracket that is meant as such");
        }
        return name.orElse("");
    }

    private Resolver missingResolver(ConfigNode node, Fields fields) {
        if (fields.lacks("referenceResolver")) {
            problems.major(
                    node.location(),
                    "The reference has no referenceResolver, so nothing is resolved",
                    "Add referenceResolver: with $type: " + JCR);
        }
        return new NoResolver();
    }

    private Resolver resolver(ConfigNode node) {
        Fields fields = new Fields(node, problems);
        String type = node.text("$type")
                .or(() -> node.text("class").map(ReferenceBinder::typeOfClass))
                .orElse("");
        Set<String> keys = new HashSet<>(COMMON_KEYS);
        keys.addAll(OWN_KEYS.getOrDefault(type, Set.of()));
        if (OWN_KEYS.containsKey(type)) {
            fields.knownKeys(keys);
        }
        return switch (type) {
            case JCR -> jcr(node, fields);
            case ASSET ->
                new AssetResolver(
                        fields.flag("expand", true),
                        fields.flag("includeAssetMetadata", true),
                        fields.flag("includeDownloadLink", true),
                        fields.flag("includeAlt", false),
                        fields.flag("includeFocus", false),
                        fields.list("assetRenditions").orElse(List.of()));
            case RICH_TEXT -> new RichTextResolver(fields.flag("completeUrl", true));
            default -> unknownResolver(node, type);
        };
    }

    private static String typeOfClass(String name) {
        return CLASSES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), name);
    }

    private Resolver jcr(ConfigNode node, Fields fields) {
        Optional<String> workspace = fields.text("targetWorkspace");
        if (workspace.isEmpty() && fields.lacks("targetWorkspace")) {
            problems.major(
                    node.location(),
                    "The reference resolver has no targetWorkspace, so requests that meet such a reference fail",
                    "Add targetWorkspace: <workspace of the referenced nodes>");
        }
        return new JcrResolver(
                workspace,
                fields.flag("expand", true),
                fields.flag("generateLink", false),
                fields.number("depthInReferencedNode", 0).map(Long::intValue),
                fields.list("properties").orElse(List.of()),
                fields.list("excludeProperties").orElse(List.of()));
    }

    private Resolver unknownResolver(ConfigNode node, String type) {
        ConfigNode place = node.get("$type").or(() -> node.get("class")).orElse(node);
        problems.major(
                place.location(),
                type.isEmpty()
                        ? "The reference resolver has no type, so nothing is resolved"
                        : "Unknown reference resolver " + type + "; nothing is resolved",
                Hints.oneOf(type, OWN_KEYS.keySet()));
        return new NoResolver();
    }
}
