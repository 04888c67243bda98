package org.heliograph.cms.schema;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heliograph.cms.definition.ContentType;
import org.heliograph.cms.definition.ContentType.Option;
import org.heliograph.cms.definition.ContentType.Property;
import org.heliograph.cms.definition.ContentType.SubModel;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.definition.Endpoint;
import org.heliograph.cms.definition.Endpoint.AssetResolver;
import org.heliograph.cms.definition.Endpoint.JcrResolver;
import org.heliograph.cms.definition.Endpoint.Resolver;
import org.heliograph.cms.schema.NodeShape.Member;
import org.heliograph.cms.schema.NodeShape.Note;
import org.heliograph.cms.schema.NodeShape.Rows;
import org.heliograph.cms.schema.Shape.Content;
import org.heliograph.cms.schema.Shape.Many;
import org.heliograph.cms.schema.Shape.Named;
import org.heliograph.cms.schema.Shape.OneOf;
import org.heliograph.cms.schema.Shape.Text;

/** What endpoints deliver, worked out from their definitions and the content types. Equal for equal definitions. */
final class Delivered {

    /** A node of which nothing is known but the members that all have. */
    static final String ANY_NODE = "AnyNode";
    /** What every node has. */
    static final String CONTENT_NODE = "ContentNode";

    static final String ASSET = "Asset";

    private static final Set<String> RESERVED = Set.of(
            ANY_NODE,
            CONTENT_NODE,
            ASSET,
            "Alternate",
            "AssetMetadata",
            "Endpoints",
            "ErrorBody",
            "FacetValue",
            "Locale",
            "Page",
            "Rendition",
            "Translated",
            "TextFilter",
            "NumberFilter",
            "DateFilter",
            "FlagFilter");

    /** Endpoints below this path answer everybody. */
    private static final String PUBLIC = "delivery/";

    /** What {@code mgnl:content} and {@code mgnl:contentNode} have in common, of which one is above each model. */
    private static final Set<String> SUPERTYPES = Set.of(
            "nt:base",
            "nt:hierarchyNode",
            "mix:referenceable",
            "mix:lockable",
            "mgnl:created",
            "mgnl:lastModified",
            "mgnl:activatable",
            "mgnl:renderable");

    private static final String LIST_TYPE = "mgnl:contentNode";

    /** @param part what of the type: empty for an item, or the name of a sub-model or of a list of them */
    private record Key(String type, String part, Scope scope) {}

    private final Definitions definitions;
    private final Texts texts;
    private final Names names = new Names(RESERVED);
    private final Map<Key, String> known = new HashMap<>();
    private final Map<String, NodeShape> nodes = new TreeMap<>();
    /** What makes the nodes that have a name but no members yet. */
    private final Deque<Runnable> pending = new ArrayDeque<>();

    private final Map<Endpoint, Shape> items = new LinkedHashMap<>();

    private Delivered(Definitions definitions) {
        this.definitions = definitions;
        this.texts = new Texts(definitions);
    }

    /** What all endpoints deliver. */
    static Delivered byAll(Definitions definitions) {
        return by(definitions, endpoint -> true);
    }

    /** What those endpoints deliver that everybody may read; shapes have the same names as in {@link #byAll}. */
    static Delivered byPublic(Definitions definitions) {
        return by(definitions, Delivered::isPublic);
    }

    /** Public ones come first, so that the others have no part in their names. */
    private static Delivered by(Definitions definitions, Predicate<Endpoint> wanted) {
        Delivered delivered = new Delivered(definitions);
        definitions.endpoints().values().stream()
                .filter(wanted)
                .sorted(Comparator.comparing(endpoint -> !isPublic(endpoint)))
                .forEach(delivered::add);
        return delivered;
    }

    private void add(Endpoint endpoint) {
        items.put(endpoint, item(endpoint));
        while (!pending.isEmpty()) {
            pending.remove().run();
        }
    }

    /** Whether everybody may read an endpoint. */
    static boolean isPublic(Endpoint endpoint) {
        return endpoint.path().startsWith(PUBLIC);
    }

    /** Everything that has a name, by it. */
    Collection<NodeShape> nodes() {
        return nodes.values();
    }

    /** The endpoints, by path. */
    List<Endpoint> endpoints() {
        return items.keySet().stream()
                .sorted(Comparator.comparing(Endpoint::path).thenComparing(Endpoint::id))
                .toList();
    }

    /** What an item of an endpoint looks like. */
    Shape itemOf(Endpoint endpoint) {
        return items.getOrDefault(endpoint, new Named(ANY_NODE));
    }

    /** The described nodes that a shape of an item stands for. */
    List<NodeShape> nodesOf(Shape item) {
        Stream<Shape> shapes = item instanceof OneOf several ? several.shapes().stream() : Stream.of(item);
        return shapes.filter(Named.class::isInstance)
                .flatMap(shape -> Stream.ofNullable(nodes.get(((Named) shape).name())))
                .toList();
    }

    /** What the items of an endpoint are called. */
    String itemsLabel(Endpoint endpoint) {
        return servedBy(endpoint).map(texts::items).findFirst().orElse(endpoint.path());
    }

    private Shape item(Endpoint endpoint) {
        List<String> wanted = endpoint.nodeTypes().orElse(List.of());
        List<ContentType> served = servedBy(endpoint).toList();
        List<Shape> shapes = new ArrayList<>();
        served.forEach(type -> shapes.add(node(type, "", Scope.of(endpoint))));
        boolean allKnown = wanted.stream().allMatch(w -> served.stream().anyMatch(type -> serves(endpoint, w, type)));
        if (!allKnown || shapes.isEmpty()) {
            shapes.add(new Named(ANY_NODE));
        }
        return shapes.size() == 1 ? shapes.get(0) : new OneOf(shapes);
    }

    private Stream<ContentType> servedBy(Endpoint endpoint) {
        List<String> wanted = endpoint.nodeTypes().orElse(List.of());
        return typesIn(endpoint.workspace().orElse(""))
                .filter(type -> wanted.stream().anyMatch(w -> serves(endpoint, w, type)));
    }

    private static boolean serves(Endpoint endpoint, String wanted, ContentType type) {
        return endpoint.strict()
                ? wanted.equals(type.model().nodeType())
                : typesOf(type).contains(wanted);
    }

    private Stream<ContentType> typesIn(String workspace) {
        return definitions.contentTypes().values().stream()
                .filter(type -> type.datasource().workspace().equals(workspace));
    }

    /** @param suffix of its name */
    private Shape node(ContentType type, String suffix, Scope scope) {
        return named(new Key(type.name(), "", scope), Names.pascal(type.name()) + suffix, name -> {
            List<Member> members = systemMembers(scope);
            for (Property property : type.model().properties()) {
                Note note = texts.field(type, property);
                members.addAll(members(type, property, note, typesOf(type), scope));
            }
            return new NodeShape(
                    name, Optional.of(type.model().nodeType()), texts.item(type), members, Optional.empty());
        });
    }

    /** Members come later: they may refer to this very name, and a long chain of them must not fill the stack. */
    private Shape named(Key key, String wish, Function<String, NodeShape> make) {
        if (!known.containsKey(key)) {
            String name = names.unique(wish);
            known.put(key, name);
            pending.add(() -> nodes.put(name, make.apply(name)));
        }
        return new Named(known.getOrDefault(key, ANY_NODE));
    }

    private static Set<String> typesOf(ContentType type) {
        return with(SUPERTYPES, type.model().nodeType(), "mgnl:content", "mgnl:versionable");
    }

    private static Set<String> typesOf(SubModel model) {
        return with(SUPERTYPES, model.nodeType(), LIST_TYPE);
    }

    private static Set<String> with(Set<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).collect(Collectors.toSet());
    }

    private static List<Member> systemMembers(Scope scope) {
        List<Member> members = new ArrayList<>();
        scope.systemProperties().stream()
                .sorted()
                .map(name ->
                        new Member(name, new Shape.Anything(), Optional.empty(), false, Note.NONE, Optional.empty()))
                .forEach(members::add);
        if (scope.linked()) {
            members.add(new Member("@link", Shape.text(), Optional.empty(), true, Note.NONE, Optional.empty()));
        }
        return members;
    }

    private List<Member> members(ContentType type, Property property, Note note, Set<String> holderTypes, Scope scope) {
        Optional<SubModel> model = type.model().subModel(property.type());
        return model.isPresent()
                ? child(type, property, model.get(), note, scope).stream().toList()
                : values(property, note, holderTypes, scope);
    }

    private Optional<Member> child(ContentType type, Property property, SubModel model, Note note, Scope scope) {
        Scope below = scope.below();
        if (!property.multiple()) {
            return part(type, model, scope).map(shape -> childMember(property, shape, note));
        }
        if (!scope.showsChildren(LIST_TYPE, with(SUPERTYPES, LIST_TYPE))) {
            return Optional.empty();
        }
        String part = property.name() + "/";
        String wish = Names.pascal(type.name()) + Names.pascal(property.name()) + "List";
        Shape list = named(
                new Key(type.name(), part, scope),
                wish,
                name -> new NodeShape(
                        name,
                        Optional.empty(),
                        Note.NONE,
                        systemMembers(scope),
                        part(type, model, below).map(row -> new Rows(property.name(), row))));
        return Optional.of(childMember(property, list, note));
    }

    private static Member childMember(Property property, Shape shape, Note note) {
        return new Member(property.name(), shape, Optional.empty(), property.required(), note, Optional.empty());
    }

    /** A child node of the type of a sub-model, if its holder shows such children. */
    private Optional<Shape> part(ContentType type, SubModel model, Scope holder) {
        if (!holder.showsChildren(model.nodeType(), typesOf(model))) {
            return Optional.empty();
        }
        Scope scope = holder.below();
        String wish = Names.pascal(type.name()) + Names.pascal(model.name());
        return Optional.of(named(new Key(type.name(), model.name(), scope), wish, name -> {
            List<Member> members = systemMembers(scope);
            for (Property property : model.properties()) {
                Note note = texts.field(type, model, property);
                members.addAll(members(type, property, note, typesOf(model), scope));
            }
            return new NodeShape(name, Optional.empty(), Note.NONE, members, Optional.empty());
        }));
    }

    /** The value under its own name, and where it is localized those of the other languages under theirs. */
    private List<Member> values(Property property, Note note, Set<String> holderTypes, Scope scope) {
        String name = property.name();
        List<Member> variants = new ArrayList<>();
        if (property.i18n()) {
            for (Locale locale : otherLocales()) {
                String stored = name + "_" + locale;
                if (scope.shows(stored)) {
                    variants.add(value(property, stored, note, holderTypes, scope, Optional.of(locale)));
                }
            }
        }
        boolean broughtAlong = !scope.excluded().isEmpty() && !variants.isEmpty();
        if (scope.shows(name) || broughtAlong) {
            variants.add(0, value(property, name, note, holderTypes, scope, Optional.empty()));
        }
        return variants;
    }

    private List<Locale> otherLocales() {
        Locale defaultLocale = definitions.site().i18n().defaultLocale();
        return definitions.site().i18n().locales().stream()
                .filter(locale -> !locale.equals(defaultLocale))
                .toList();
    }

    private Member value(
            Property property, String name, Note note, Set<String> holderTypes, Scope scope, Optional<Locale> locale) {
        Shape stored = stored(property);
        Shape one = scope.resolver(holderTypes, name)
                .map(resolver -> resolved(property, stored, resolver, scope))
                .orElse(stored);
        boolean required = property.required() && locale.isEmpty() && scope.shows(name);
        return new Member(name, property.multiple() ? new Many(one) : one, Optional.of(stored), required, note, locale);
    }

    private static Shape stored(Property property) {
        return switch (property.type()) {
            case "Long" -> new Shape.Number(true);
            case "Double", "Decimal" -> new Shape.Number(false);
            case "Boolean" -> new Shape.Flag();
            case "Date" -> new Text(Content.MOMENT, List.of());
            case "richText" -> new Text(Content.HTML, List.of());
            case "String" ->
                new Text(
                        Content.PLAIN,
                        property.options().stream()
                                .map(Option::value)
                                .distinct()
                                .toList());
            default -> Shape.text();
        };
    }

    /** Only texts are resolved, and one that leads nowhere stays as it is. */
    private Shape resolved(Property property, Shape stored, Resolver resolver, Scope scope) {
        boolean resolvable = stored instanceof Text text && text.content() != Content.MOMENT;
        if (resolvable
                && resolver instanceof JcrResolver jcr
                && jcr.targetWorkspace().isPresent()) {
            return jcr.expand() ? orText(targets(property, jcr, scope)) : Shape.text();
        }
        if (resolvable && resolver instanceof AssetResolver asset) {
            return asset.expand() ? orText(List.of(new Named(ASSET))) : Shape.text();
        }
        return stored;
    }

    private static Shape orText(List<Shape> shapes) {
        return new OneOf(Stream.concat(shapes.stream(), Stream.of(Shape.text())).toList());
    }

    /** The type that the property names if it is kept in the resolver's workspace, or else all that are. */
    private List<Shape> targets(Property property, JcrResolver resolver, Scope scope) {
        List<ContentType> all = typesIn(resolver.targetWorkspace().orElse("")).toList();
        List<ContentType> meant = all.stream()
                .filter(type -> property.referencedType().equals(Optional.of(type.name())))
                .toList();
        List<Shape> shapes = (meant.isEmpty() ? all : meant)
                .stream()
                        .map(type -> node(type, "Summary", scope.referenced(resolver)))
                        .toList();
        return shapes.isEmpty() ? List.of(new Named(ANY_NODE)) : shapes;
    }
}
