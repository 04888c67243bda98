package org.heliograph.cms.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonpCharacterEscapes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.NodeSnapshot.Property;
import org.heliograph.cms.content.View;
import org.heliograph.cms.definition.Endpoint;
import org.heliograph.cms.definition.Endpoint.AssetResolver;
import org.heliograph.cms.definition.Endpoint.JcrResolver;
import org.heliograph.cms.definition.Endpoint.NoResolver;
import org.heliograph.cms.definition.Endpoint.Reference;
import org.heliograph.cms.definition.Endpoint.Resolver;
import org.heliograph.cms.definition.Endpoint.RichTextResolver;
import org.heliograph.cms.definition.Site;
import org.heliograph.cms.index.Snapshot;
import org.heliograph.cms.security.Rights;
import org.heliograph.cms.web.RestException;

/** Writes nodes as Magnolia's delivery does: identity, properties, children, {@code @link}, {@code @nodes}. */
final class NodeWriter {

    static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

    /** Nodes that one answer may hold before it is refused: deep trees and references multiply. */
    private static final int MAX_NODES = 50_000;

    private static final String ASSET_KEY = "jcr:";

    private static final JsonFactory JSON = new JsonFactory().setCharacterEscapes(JsonpCharacterEscapes.instance());

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    private final JsonGenerator json = JSON.createGenerator(bytes);
    private final Snapshot snapshot;
    private final View view;
    private final Endpoint endpoint;
    private final Language language;
    private final Rights rights;
    private final Site.I18n i18n;
    private final Theme theme;
    private final Links links;
    private final FieldSelection fields;
    private final List<Rule> rules;
    /** Identifiers of the nodes that are open on the way down. */
    private final Deque<String> open = new ArrayDeque<>();

    private int written;

    NodeWriter(Snapshot snapshot, View view, Asked asked, Language language, Links links, FieldSelection fields)
            throws IOException {
        this.snapshot = snapshot;
        this.view = view;
        this.endpoint = asked.endpoint();
        this.language = language;
        this.rights = asked.rights();
        this.i18n = asked.definitions().site().i18n();
        this.theme = Theme.of(asked.definitions());
        this.links = links;
        this.fields = fields;
        this.rules = asked.endpoint().references().stream().map(Rule::of).toList();
    }

    private record Rule(Reference reference, Pattern name) {

        static Rule of(Reference reference) {
            try {
                return new Rule(reference, Pattern.compile(reference.propertyName()));
            } catch (PatternSyntaxException e) {
                throw new RestException(
                        500,
                        "unknown",
                        "The endpoint is defined with propertyName '" + reference.propertyName()
                                + "', which is no regular expression.");
            }
        }

        boolean appliesTo(NodeSnapshot holder, String property) {
            return name.matcher(property).matches()
                    && reference.nodeType().map(t -> holder.types().contains(t)).orElse(true);
        }
    }

    /**
     * What holds for a node and all below it.
     *
     * @param workspace where they are
     * @param childTypes types of children that are shown; absent for any
     * @param properties white list
     * @param excluded black list, which takes stored names; empty where there is a white list, which makes it void
     * @param referenceLevels levels of references that are still resolved
     * @param fields what the request asks for
     */
    private record Scope(
            String workspace,
            Optional<List<String>> childTypes,
            List<String> properties,
            List<String> excluded,
            int referenceLevels,
            FieldSelection fields) {

        /** Whether a property of that stored name may be shown; system properties have lists of their own. */
        boolean admits(String stored) {
            return properties.isEmpty() || NodeSnapshot.isSystemProperty(stored)
                    ? !excluded.contains(stored)
                    : properties.contains(stored);
        }

        /** What holds for a child. */
        Scope below(String child) {
            return new Scope(workspace, childTypes, properties, excluded, referenceLevels, fields.below(child));
        }
    }

    /** The JSON of a node of the endpoint's own workspace, in UTF-8. */
    byte[] json(String workspace, NodeSnapshot node) throws IOException {
        Scope scope = new Scope(
                workspace,
                Optional.of(endpoint.childNodeTypes().orElse(List.of())),
                endpoint.properties(),
                endpoint.properties().isEmpty() ? endpoint.excludeProperties() : List.of(),
                // Magnolia takes -1 not for unlimited but for the default.
                endpoint.referenceDepth() < 0 ? 1 : endpoint.referenceDepth(),
                fields);
        write(scope, node, node.name(), endpoint.depth(), Optional.empty());
        json.close();
        return bytes.toByteArray();
    }

    /** How many nodes were written. */
    int written() {
        return written;
    }

    private void write(Scope scope, NodeSnapshot node, String name, int depth, Optional<String> link)
            throws IOException {
        requireFewer(++written);
        open.push(node.id());
        json.writeStartObject();
        writeIdentity(node, name);
        for (Map.Entry<String, Property> each :
                language.localize(node, scope::admits).entrySet()) {
            if (isShown(scope, each.getKey())) {
                writeProperty(scope, node, each.getKey(), each.getValue());
            }
        }
        List<String> children = depth > 0 ? writeChildren(scope, node, depth - 1) : List.of();
        if (link.isPresent()) {
            json.writeStringField("@link", link.get());
        }
        json.writeArrayFieldStart("@nodes");
        for (String child : children) {
            json.writeString(child);
        }
        json.writeEndArray();
        json.writeEndObject();
        open.pop();
    }

    /** @throws RestException if an answer would hold so many nodes */
    static void requireFewer(int nodes) {
        if (nodes > MAX_NODES) {
            throw RestException.badRequest("The answer would hold more than " + MAX_NODES
                    + " nodes. Ask for fewer with limit, or lower depth and referenceDepth of the endpoint.");
        }
    }

    private void writeIdentity(NodeSnapshot node, String name) throws IOException {
        json.writeStringField("@name", name);
        json.writeStringField("@path", node.path());
        json.writeStringField("@id", node.id());
        json.writeStringField("@nodeType", node.primaryType());
    }

    private boolean isShown(Scope scope, String name) {
        if (!scope.fields().shows(name)) {
            return false;
        }
        return !NodeSnapshot.isSystemProperty(name)
                || endpoint.includeSystemProperties()
                || endpoint.systemProperties().contains(name);
    }

    private List<String> writeChildren(Scope scope, NodeSnapshot node, int depth) throws IOException {
        List<NodeSnapshot> children = scope.childTypes().isPresent()
                ? snapshot.children(
                        view, scope.workspace(), node, scope.childTypes().get(), endpoint.strict())
                : snapshot.children(view, scope.workspace(), node);
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, NodeSnapshot> child : language.localize(readable(scope.workspace(), children))) {
            String name = child.getKey();
            if (scope.fields().shows(name)) {
                json.writeFieldName(name);
                write(scope.below(name), child.getValue(), name, depth, Optional.empty());
                names.add(name);
            }
        }
        return names;
    }

    /** Before languages are chosen: a node that may not be read must not stand for another. */
    private List<NodeSnapshot> readable(String workspace, List<NodeSnapshot> nodes) {
        return nodes.stream()
                .filter(node -> rights.mayRead(workspace, node.path()))
                .toList();
    }

    private void writeProperty(Scope scope, NodeSnapshot holder, String name, Property property) throws IOException {
        Resolver resolver = scope.referenceLevels() > 0 ? resolver(holder, name) : new NoResolver();
        json.writeFieldName(name);
        if (!property.multiple()) {
            writeValue(scope, resolver, holder, name, property.values().get(0));
            return;
        }
        json.writeStartArray();
        for (Object value : property.values()) {
            writeValue(scope, resolver, holder, name, value);
        }
        json.writeEndArray();
    }

    private Resolver resolver(NodeSnapshot holder, String property) {
        return rules.stream()
                .filter(rule -> rule.appliesTo(holder, property))
                .findFirst()
                .map(rule -> rule.reference().resolver())
                .orElseGet(NoResolver::new);
    }

    private void writeValue(Scope scope, Resolver resolver, NodeSnapshot holder, String name, Object value)
            throws IOException {
        boolean resolved = value instanceof String text && resolve(scope, resolver, name, text);
        if (!resolved) {
            writePlain(holder, name, value);
        }
    }

    private void writePlain(NodeSnapshot holder, String name, Object value) throws IOException {
        if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Double number) {
            if (!Double.isFinite(number)) {
                throw new RestException(
                        500,
                        "unknown",
                        "Property " + name + " of " + holder.path() + " is " + number + ", which JSON cannot hold.");
            }
            json.writeNumber(number);
        } else if (value instanceof BigDecimal number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof OffsetDateTime date) {
            json.writeString(DATE.format(date));
        } else {
            json.writeString(value.toString());
        }
    }

    /** Writes what a resolver makes of a value, or tells that it makes nothing of it. */
    private boolean resolve(Scope scope, Resolver resolver, String name, String value) throws IOException {
        if (resolver instanceof JcrResolver jcr) {
            return resolveNode(scope, jcr, name, value);
        }
        if (resolver instanceof AssetResolver asset) {
            return resolveAsset(asset, value, scope.fields().below(name));
        }
        if (resolver instanceof RichTextResolver richText) {
            String prefix = language.linkPrefix(i18n, name);
            json.writeString(links.resolve(value, richText.completeUrl(), prefix, snapshot));
            return true;
        }
        return false;
    }

    private boolean resolveNode(Scope scope, JcrResolver resolver, String name, String id) throws IOException {
        String workspace = resolver.targetWorkspace()
                .orElseThrow(() -> new RestException(
                        500, "unknown", "The endpoint is defined with a reference that has no targetWorkspace."));
        Optional<NodeSnapshot> target =
                snapshot.byId(view, workspace, id).filter(node -> rights.mayRead(workspace, node.path()));
        boolean repeats = open.contains(id) && !endpoint.referenceRepeat();
        if (target.isEmpty() || resolver.expand() && repeats || !resolver.expand() && !resolver.generateLink()) {
            return false;
        }
        String link = links.page(language.linkPrefix(i18n, name), target.get().path());
        if (!resolver.expand()) {
            json.writeString(link);
            return true;
        }
        Scope below = new Scope(
                workspace,
                Optional.empty(),
                resolver.properties(),
                resolver.properties().isEmpty() ? resolver.excludeProperties() : List.of(),
                scope.referenceLevels() - 1,
                scope.fields().below(name));
        int depth = resolver.depthInReferencedNode().orElse(Integer.MAX_VALUE);
        write(
                below,
                target.get(),
                target.get().name(),
                depth,
                resolver.generateLink() ? Optional.of(link) : Optional.empty());
        return true;
    }

    private boolean resolveAsset(AssetResolver resolver, String key, FieldSelection shown) throws IOException {
        Optional<Asset> asset =
                key.startsWith(ASSET_KEY) ? Asset.find(snapshot, key.substring(ASSET_KEY.length())) : Optional.empty();
        asset = asset.filter(each -> rights.mayRead(Asset.WORKSPACE, each.node().path()));
        if (asset.isEmpty()) {
            return false;
        }
        if (resolver.expand()) {
            asset.get().write(json, resolver, links, theme, shown);
            return true;
        }
        if (resolver.includeDownloadLink()) {
            json.writeString(links.download(asset.get().node().id(), asset.get().fileName()));
            return true;
        }
        return false;
    }
}
