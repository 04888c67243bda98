package org.heliograph.cms.definition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliograph.cms.definition.Decorations.Decorated;
import org.heliograph.cms.definition.DefinitionFiles.DefinitionFile;
import org.heliograph.cms.definition.Trees.Directive;
import org.heliograph.cms.definition.Trees.Tree;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns definition files to configuration trees: parent, then the file itself, then its decorations. */
final class Resolver {

    /**
     * @param config empty if the file cannot be used
     * @param complete whether nothing had to be left out
     */
    private record Resolved(Optional<ConfigNode> config, boolean complete) {}

    private static final Logger LOG = LoggerFactory.getLogger(Resolver.class);
    private static final Resolved NO_BASE = new Resolved(Optional.empty(), true);
    private static final int MAX_ANCESTORS = 32;

    private final DefinitionFiles definitions;
    private final Decorations decorations;
    private final Modules modules;
    private final Trees trees;
    private final Problems problems;
    private final Map<String, Resolved> resolved = new HashMap<>();
    private final Map<String, Tree> read = new HashMap<>();

    Resolver(DefinitionFiles definitions, Decorations decorations, Modules modules, Trees trees, Problems problems) {
        this.definitions = definitions;
        this.decorations = decorations;
        this.modules = modules;
        this.trees = trees;
        this.problems = problems;
    }

    /**
     * @param types the content types that apps may be generated from
     * @param previous the last version of the definition; it is kept where the new one is bad
     */
    Definition resolve(DefinitionFile file, Map<String, ContentType> types, Optional<Definition> previous) {
        Resolved now = resolved(file, types);
        if (now.complete()) {
            return definition(file, now.config().orElseThrow(), true);
        }
        Optional<Definition> lastGood =
                previous.filter(Definition::valid).filter(p -> p.file().file().equals(file.file()));
        lastGood.ifPresent(p -> LOG.warn("{} is bad now; its last good version stays in use", file.file()));
        return lastGood.orElseGet(() -> now.config()
                .map(config -> definition(file, config, true))
                .orElseGet(() -> definition(file, ConfigNode.nothing(file.location()), false)));
    }

    private static Definition definition(DefinitionFile file, ConfigNode config, boolean valid) {
        return new Definition(file.id(), file.module().name(), file.location(), config, valid);
    }

    private Resolved resolved(DefinitionFile file, Map<String, ContentType> types) {
        Resolved known = resolved.get(file.file());
        if (known != null) {
            return known;
        }
        Resolved result;
        try {
            result = build(file, types);
        } catch (DefinitionException e) {
            problems.add(e.problem());
            result = new Resolved(Optional.empty(), false);
        }
        resolved.put(file.file(), result);
        return result;
    }

    private Resolved build(DefinitionFile file, Map<String, ContentType> types) {
        Tree tree = tree(file);
        Resolved base = NO_BASE;
        if (tree.directive().isPresent()) {
            base = base(file, tree.directive().get(), types);
            if (base.config().isEmpty()) {
                return base;
            }
        }
        ConfigNode config = base.config().map(b -> over(b, tree.root())).orElse(tree.root());
        Decorated decorated = decorations.decorate(file, config);
        return new Resolved(Optional.of(decorated.config()), base.complete() && decorated.complete());
    }

    /** What a directive puts below the file; nothing if that is bad itself, which is reported there. */
    private Resolved base(DefinitionFile file, Directive directive, Map<String, ContentType> types) {
        if (directive.name().equals("inherit")) {
            return inherited(file, directive, types);
        }
        Optional<ConfigNode> app = generated(file, directive, types);
        return new Resolved(app, app.isPresent());
    }

    private static ConfigNode over(ConfigNode base, ConfigNode own) {
        return own.isNothing() ? base : base.mergedWith(own);
    }

    private Tree tree(DefinitionFile file) {
        Tree known = read.get(file.file());
        Tree tree = known != null ? known : trees.read(file.file());
        read.put(file.file(), tree);
        return tree;
    }

    private Resolved inherited(DefinitionFile file, Directive directive, Map<String, ContentType> types) {
        DefinitionFile parent = parent(file, directive);
        refuseCircle(file, directive);
        Resolved base = resolved(parent, types);
        if (base.config().isPresent() && parent.module().equals(file.module())) {
            problems.major(
                    directive.location(),
                    "The inherited definition " + parent.id()
                            + " is in the same module, where Magnolia may read it too late",
                    "Use !include for what both share, or inherit across modules");
        }
        return base;
    }

    private DefinitionFile parent(DefinitionFile file, Directive directive) {
        return definitions
                .find(file.type(), directive.argument())
                .filter(p -> modules.dependsOn(file.module().name(), p.module().name()))
                .orElseThrow(() -> new DefinitionException(
                        directive.location(),
                        "There is no definition " + directive.argument() + " to inherit in "
                                + file.type().folder() + " of this module or of one that it depends on",
                        inheritHint(file, directive.argument())));
    }

    private String inheritHint(DefinitionFile file, String id) {
        Optional<DefinitionFile> elsewhere = definitions.find(file.type(), id);
        if (elsewhere.isPresent()) {
            return "Add " + elsewhere.get().module().name() + " to the dependencies in "
                    + file.module().name() + "/module.yaml";
        }
        String suffix = id.substring(id.indexOf(':') + 1);
        return definitions.ids(file.type()).stream()
                .filter(known -> known.equals(suffix) || known.endsWith("/" + suffix) || known.endsWith(":" + suffix))
                .findFirst()
                .map(known -> "Did you mean " + known + "?")
                .orElseGet(() -> Hints.oneOf(id, definitions.ids(file.type())));
    }

    /** Follows the chain of parents from a file, so that no circle is ever entered. */
    private void refuseCircle(DefinitionFile file, Directive directive) {
        List<String> chain = new ArrayList<>(List.of(file.id()));
        Optional<DefinitionFile> next = next(file);
        while (next.isPresent()) {
            String id = next.get().id();
            boolean circle = chain.contains(id);
            chain.add(id);
            if (circle || chain.size() > MAX_ANCESTORS) {
                throw new DefinitionException(
                        directive.location(),
                        (circle ? "The definition inherits in a circle: " : "The definition has too many ancestors: ")
                                + String.join(" -> ", chain),
                        "Remove one !inherit");
            }
            next = next(next.get());
        }
    }

    private Optional<DefinitionFile> next(DefinitionFile file) {
        try {
            return tree(file)
                    .directive()
                    .filter(d -> d.name().equals("inherit"))
                    .flatMap(d -> definitions.find(file.type(), d.argument()));
        } catch (DefinitionException e) {
            problems.add(e.problem());
            return Optional.empty();
        }
    }

    private Optional<ConfigNode> generated(DefinitionFile file, Directive directive, Map<String, ContentType> types) {
        ContentType own = types.get(file.module().name() + ":" + directive.argument());
        ContentType type = own != null ? own : types.get(directive.argument());
        if (type == null
                && definitions
                        .find(DefinitionType.CONTENT_TYPE, directive.argument())
                        .isPresent()) {
            return Optional.empty();
        }
        if (file.type() != DefinitionType.APP || type == null) {
            throw new DefinitionException(
                    directive.location(),
                    file.type() == DefinitionType.APP
                            ? "There is no content type " + directive.argument()
                            : "!content-type counts only in apps",
                    Hints.oneOf(directive.argument(), types.keySet()));
        }
        return Optional.of(new AppExpansion(type, types, directive.location()).app());
    }
}
