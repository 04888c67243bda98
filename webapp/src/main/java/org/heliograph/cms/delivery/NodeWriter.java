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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.heliograph.cms.content.Declared;
import org.heliograph.cms.content.Languages;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.NodeSnapshot.Property;
import org.heliograph.cms.content.View;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.definition.Endpoint;
import org.heliograph.cms.definition.Endpoint.AssetResolver;
import org.heliograph.cms.definition.Endpoint.JcrResolver;
import org.heliograph.cms.definition.Endpoint.Resolver;
import org.heliograph.cms.definition.Endpoint.RichTextResolver;
import org.heliograph.cms.definition.Site;
import org.heliograph.cms.index.Snapshot;
import org.heliograph.cms.media.Theme;
import org.heliograph.cms.security.Rights;
import org.heliograph.cms.web.RestException;

/** Writes nodes as Magnolia's delivery does: identity, properties, children, {@code @link}, {@code @nodes}. */
final class NodeWriter {

    static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

    private static final String ASSET_KEY = "jcr:";

    private static final JsonFactory JSON = new JsonFactory().setCharacterEscapes(JsonpCharacterEscapes.instance());

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    private final JsonGenerator json = JSON.createGenerator(bytes);
    private final Snapshot snapshot;
    private final View view;
    private final Asked asked;
    private final Endpoint endpoint;
    private final Language language;
    private final Rights rights;
    private final Site.I18n i18n;
    private final Theme theme;
    private final Links links;
    private final Options options;
    private final Definitions definitions;
    private final Scope.Rules rules;
    private final Translations translations;
    private final Publication publication;
    /** Those of other endpoints, by their ids. */
    private final Map<String, Scope.Rules> rulesElsewhere = new HashMap<>();
    /** Identifiers of the nodes that are open on the way down. */
    private final Deque<String> open = new ArrayDeque<>();

    private final PageChildren.Shown pageShown;
    private Optional<PageChildren> page = Optional.empty();
    private int written;

    /** @param pageShown what is shown of pages, if the endpoint is one of pages */
    NodeWriter(
            Snapshot snapshot,
            View view,
            Asked asked,
            Language language,
            Links links,
            Options options,
            PageChildren.Shown pageShown)
            throws IOException {
        this.pageShown = pageShown;
        this.snapshot = snapshot;
        this.view = view;
        this.asked = asked;
        this.endpoint = asked.endpoint();
        this.language = language;
        this.rights = asked.rights();
        this.i18n = asked.definitions().site().i18n();
        this.theme = Theme.ofSite(asked.definitions());
        this.links = links;
        this.options = options;
        this.definitions = asked.definitions();
        this.rules = Scope.Rules.of(asked.endpoint(), reference -> true);
        this.translations = new Translations(new Languages(i18n));
        this.publication = options.expansion().isEmpty() ? Publication.NONE : Publication.of(asked.definitions());
    }

    /** The JSON of a node of the endpoint's own workspace, in UTF-8. */
    byte[] json(String workspace, NodeSnapshot node) throws IOException {
        // Magnolia takes -1 not for unlimited but for the default.
        int levels = endpoint.referenceDepth() < 0 ? 1 : endpoint.referenceDepth();
        Scope.Wanted wanted = new Scope.Wanted(options.fields(), options.expansion(), declared(workspace, node));
        Scope scope = Scope.of(workspace, rules, levels, wanted);
        page = endpoint.pages() ? Optional.of(page(scope, node)) : Optional.empty();
        write(scope, node, node.name(), endpoint.depth(), Optional.empty());
        json.close();
        return bytes.toByteArray();
    }

    private PageChildren page(Scope scope, NodeSnapshot node) {
        PageAreas areas = new PageAreas(
                definitions, snapshot, view, scope.workspace(), each -> isReadable(scope, scope.workspace(), each));
        return new PageChildren(pageShown, areas, node);
    }

    private Declared declared(String workspace, NodeSnapshot node) {
        boolean matters = options.allLanguages()
                || options.alternates()
                || options.fallbacks()
                || !options.expansion().isEmpty();
        return matters ? Declared.of(definitions, workspace, node.primaryType()) : Declared.UNKNOWN;
    }

    /** How many nodes were written. */
    int written() {
        return written;
    }

    private void write(Scope scope, NodeSnapshot node, String name, int depth, Optional<String> link)
            throws IOException {
        options.requireFewer(++written);
        open.push(node.id());
        json.writeStartObject();
        writeIdentity(node, name);
        if (options.allLanguages()) {
            writeAllLanguages(scope, node);
        } else {
            writeProperties(scope, node);
        }
        List<String> children = depth > 0 ? writeChildren(scope, node, depth - 1) : List.of();
        if (options.alternates() && open.size() == 1) {
            new Alternates(this::children, scope, i18n).write(json, node, links, asked);
        }
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

    private void writeProperties(Scope scope, NodeSnapshot node) throws IOException {
        Map<String, Property> localized = language.localize(node, scope::admits);
        for (Map.Entry<String, Property> each : localized.entrySet()) {
            if (scope.shows(each.getKey())) {
                json.writeFieldName(each.getKey());
                writeProperty(scope.slot(node, each.getKey()), each.getValue());
            }
        }
        if (options.fallbacks() && language.locale().isPresent()) {
            writeFallbacks(scope, node, localized, language.locale().get());
        }
    }

    private void writeFallbacks(Scope scope, NodeSnapshot node, Map<String, Property> shown, Locale wanted)
            throws IOException {
        json.writeObjectFieldStart("@fallbacks");
        for (Map.Entry<String, Property> each : shown.entrySet()) {
            Optional<Locale> source = scope.shows(each.getKey())
                    ? translations.fallback(node, scope.wanted().declared(), wanted, each.getKey(), each.getValue())
                    : Optional.empty();
            if (source.isPresent()) {
                json.writeStringField(each.getKey(), source.get().toLanguageTag());
            }
        }
        json.writeEndObject();
    }

    private void writeAllLanguages(Scope scope, NodeSnapshot node) throws IOException {
        for (Map.Entry<String, Translations.Values> each :
                translations.of(node, scope).entrySet()) {
            String name = each.getKey();
            if (scope.shows(name)) {
                json.writeFieldName(name);
                if (each.getValue().localized()) {
                    writeLanguages(scope.slot(node, name), each.getValue().stored());
                } else {
                    writeProperty(scope.slot(node, name), node.properties().get(name));
                }
            }
        }
    }

    private void writeLanguages(Scope.Slot slot, Map<Locale, String> stored) throws IOException {
        json.writeStartObject();
        for (Map.Entry<Locale, String> each : stored.entrySet()) {
            String tag = each.getKey().toLanguageTag();
            if (slot.fields().shows(tag)) {
                json.writeFieldName(tag);
                FieldSelection below = slot.fields().below(tag);
                writeProperty(
                        new Scope.Slot(slot.scope(), slot.holder(), slot.name(), each.getValue(), below),
                        slot.holder().properties().get(each.getValue()));
            }
        }
        json.writeEndObject();
    }

    private void writeIdentity(NodeSnapshot node, String name) throws IOException {
        json.writeStringField("@name", name);
        json.writeStringField("@path", node.path());
        json.writeStringField("@id", node.id());
        json.writeStringField("@nodeType", node.primaryType());
    }

    private List<String> writeChildren(Scope scope, NodeSnapshot node, int depth) throws IOException {
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, NodeSnapshot> child : language.localize(children(scope, node))) {
            String name = child.getKey();
            if (scope.wanted().fields().shows(name)) {
                json.writeFieldName(name);
                NodeSnapshot shown =
                        pageOf(scope).map(each -> each.shown(child.getValue())).orElse(child.getValue());
                write(scope.below(name), shown, name, depth, Optional.empty());
                names.add(name);
            }
        }
        return names;
    }

    /** The children that are there for the caller. */
    private List<NodeSnapshot> children(Scope scope, NodeSnapshot node) {
        List<NodeSnapshot> children = scope.childTypes().isPresent()
                ? snapshot.children(
                        view,
                        scope.workspace(),
                        node,
                        scope.childTypes().get(),
                        scope.rules().endpoint().strict())
                : snapshot.children(view, scope.workspace(), node);
        List<NodeSnapshot> readable = children.stream()
                .filter(child -> isReadable(scope, scope.workspace(), child))
                .toList();
        return pageOf(scope).map(each -> each.of(node, readable)).orElse(readable);
    }

    /** The page that is written; what it refers to is no part of it. */
    private Optional<PageChildren> pageOf(Scope scope) {
        return page.filter(each -> scope.rules() == rules && scope.childTypes().isPresent());
    }

    /** Whether a node is there for the caller: by the rules of the endpoint that shows it, which may be another one. */
    private boolean isReadable(Scope scope, String workspace, NodeSnapshot node) {
        return asked.isOpen(scope.rules().endpoint()) || rights.mayRead(workspace, node.path());
    }

    private void writeProperty(Scope.Slot slot, Property property) throws IOException {
        Resolver resolver = slot.scope().resolver(slot.holder(), slot.name());
        if (!property.multiple()) {
            writeValue(slot, resolver, property.values().get(0));
            return;
        }
        json.writeStartArray();
        for (Object value : property.values()) {
            writeValue(slot, resolver, value);
        }
        json.writeEndArray();
    }

    private void writeValue(Scope.Slot slot, Resolver resolver, Object value) throws IOException {
        boolean resolved = value instanceof String text && (expand(slot, text) || resolve(slot, resolver, text));
        if (!resolved) {
            writePlain(slot.holder(), slot.name(), value);
        }
    }

    /**
     * Writes an item that the request wants in place of its identifier, as the public endpoint shows it that delivers it;
     * what none delivers stays an identifier.
     */
    private boolean expand(Scope.Slot slot, String id) throws IOException {
        Scope.Wanted wanted = slot.scope().wanted();
        if (!wanted.expansion().names(slot.name()) || open.contains(id)) {
            return false;
        }
        Optional<String> workspace = wanted.declared()
                .referencedBy(slot.name())
                .map(definitions.contentTypes()::get)
                .map(type -> type.datasource().workspace());
        Optional<NodeSnapshot> item = workspace
                .flatMap(name -> snapshot.byId(view, name, id))
                .filter(node -> !asked.preview() || rights.mayRead(workspace.orElseThrow(), node.path()));
        Optional<Endpoint> delivering = item.flatMap(node -> publication.endpointOf(workspace.orElseThrow(), node));
        if (delivering.isEmpty()) {
            return false;
        }
        Scope.Rules values = rulesElsewhere.computeIfAbsent(
                delivering.get().id(),
                each -> Scope.Rules.of(delivering.get(), reference -> !(reference.resolver() instanceof JcrResolver)));
        Scope.Wanted below = new Scope.Wanted(
                slot.fields(),
                wanted.expansion().below(slot.name()),
                declared(workspace.orElseThrow(), item.orElseThrow()));
        Scope scope = Scope.of(workspace.orElseThrow(), values, 1, below);
        write(
                scope,
                item.orElseThrow(),
                item.orElseThrow().name(),
                delivering.get().depth(),
                Optional.empty());
        return true;
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
    private boolean resolve(Scope.Slot slot, Resolver resolver, String value) throws IOException {
        if (resolver instanceof JcrResolver jcr) {
            return resolveNode(slot, jcr, value);
        }
        if (resolver instanceof AssetResolver asset) {
            return resolveAsset(slot, asset, value);
        }
        if (resolver instanceof RichTextResolver richText) {
            String prefix = language.linkPrefix(i18n, slot.stored());
            json.writeString(links.resolve(value, richText.completeUrl(), prefix, snapshot, view));
            return true;
        }
        return false;
    }

    private boolean resolveNode(Scope.Slot slot, JcrResolver resolver, String id) throws IOException {
        String workspace = resolver.targetWorkspace()
                .orElseThrow(() -> new RestException(
                        500, "unknown", "The endpoint is defined with a reference that has no targetWorkspace."));
        Optional<NodeSnapshot> target =
                snapshot.byId(view, workspace, id).filter(node -> isReadable(slot.scope(), workspace, node));
        boolean repeats = open.contains(id) && !endpoint.referenceRepeat();
        if (target.isEmpty() || resolver.expand() && repeats || !resolver.expand() && !resolver.generateLink()) {
            return false;
        }
        String link = links.page(
                language.linkPrefix(i18n, slot.stored()), target.get().path());
        if (!resolver.expand()) {
            json.writeString(link);
            return true;
        }
        Scope below = new Scope(
                workspace,
                Optional.empty(),
                resolver.properties(),
                resolver.properties().isEmpty() ? resolver.excludeProperties() : List.of(),
                slot.scope().referenceLevels() - 1,
                slot.scope().rules(),
                new Scope.Wanted(slot.fields(), Expansion.NONE, declared(workspace, target.get())));
        int depth = resolver.depthInReferencedNode().orElse(Integer.MAX_VALUE);
        write(
                below,
                target.get(),
                target.get().name(),
                depth,
                resolver.generateLink() ? Optional.of(link) : Optional.empty());
        return true;
    }

    private boolean resolveAsset(Scope.Slot slot, AssetResolver resolver, String key) throws IOException {
        Optional<Asset> asset = key.startsWith(ASSET_KEY)
                ? Asset.find(snapshot, view, key.substring(ASSET_KEY.length()))
                : Optional.empty();
        asset = asset.filter(each -> isReadable(slot.scope(), Asset.WORKSPACE, each.node()));
        if (asset.isEmpty()) {
            return false;
        }
        if (resolver.expand()) {
            asset.get().write(json, resolver, links, theme, slot.fields(), language);
            return true;
        }
        if (resolver.includeDownloadLink()) {
            json.writeString(links.download(asset.get().node().id(), asset.get().fileName()));
            return true;
        }
        return false;
    }
}
