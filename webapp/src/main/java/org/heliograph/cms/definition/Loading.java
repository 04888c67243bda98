package org.heliograph.cms.definition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.heliograph.cms.definition.Decorations.Decorated;
import org.heliograph.cms.definition.DefinitionFiles.DefinitionFile;

/** One reading of all files to {@link Definitions}; what has become bad keeps its previous version. */
final class Loading {

    private final ModuleFiles files;
    private final Problems problems;
    private final Optional<Definitions> previous;
    private final Modules modules;
    private final DefinitionFiles definitionFiles;
    private final Decorations decorations;
    private final Resolver resolver;
    private final Map<DefinitionType, Map<String, Definition>> all = new EnumMap<>(DefinitionType.class);
    private final Map<String, ContentType> contentTypes = new LinkedHashMap<>();
    private final Map<String, Endpoint> endpoints = new LinkedHashMap<>();
    private final Map<String, PageTemplate> pageTemplates = new LinkedHashMap<>();
    private final List<VirtualUri> virtualUris = new ArrayList<>();

    private Loading(ModuleFiles files, Problems problems, Optional<Definitions> previous) {
        this.files = files;
        this.problems = problems;
        this.previous = previous;
        Trees trees = new Trees(files, problems);
        this.modules = Modules.read(files, trees, problems);
        this.definitionFiles = new DefinitionFiles(files, modules, problems);
        this.decorations = new Decorations(files, modules, definitionFiles, trees, problems);
        this.resolver = new Resolver(definitionFiles, decorations, modules, trees, problems);
    }

    /**
     * @param problems those that were found while the files were listed; takes all others
     * @param previous what was good before
     */
    static Definitions load(ModuleFiles files, Problems problems, Optional<Definitions> previous) {
        return new Loading(files, problems, previous).load();
    }

    private Definitions load() {
        resolve(DefinitionType.CONTENT_TYPE);
        each(
                DefinitionType.CONTENT_TYPE,
                d -> new ContentTypeBinder(d.module(), definitionFiles.ids(DefinitionType.CONTENT_TYPE), problems)
                        .bind(d)
                        .ifPresent(type -> contentTypes.put(type.name(), type)));
        for (DefinitionType type : DefinitionType.values()) {
            if (type != DefinitionType.CONTENT_TYPE) {
                resolve(type);
            }
        }
        each(
                DefinitionType.ENDPOINT,
                d -> new EndpointBinder(problems)
                        .bind(d)
                        .ifPresent(endpoint -> endpoints.put(endpoint.id(), endpoint)));
        each(DefinitionType.TEMPLATE, d -> pageTemplates.put(d.id(), new PageTemplateBinder(problems).bind(d)));
        each(
                DefinitionType.VIRTUAL_URI_MAPPING,
                d -> new VirtualUriBinder(problems).bind(d).ifPresent(virtualUris::add));
        Site site = site();
        List<MessageBundle> bundles = bundles();
        new Checks(files, all, contentTypes, endpoints, new Messages(bundles), problems).run();
        return new Definitions(
                Collections.unmodifiableMap(all),
                Collections.unmodifiableMap(contentTypes),
                Collections.unmodifiableMap(endpoints),
                Collections.unmodifiableMap(pageTemplates),
                List.copyOf(virtualUris),
                files,
                site,
                bundles,
                problems.sorted());
    }

    private void resolve(DefinitionType type) {
        Map<String, Definition> resolved = new LinkedHashMap<>();
        for (DefinitionFile file : definitionFiles.of(type)) {
            Optional<Definition> before = previous.flatMap(p -> p.find(type, file.id()));
            resolved.put(file.id(), resolver.resolve(file, contentTypes, before));
        }
        all.put(type, Collections.unmodifiableMap(resolved));
    }

    private void each(DefinitionType type, Consumer<Definition> bind) {
        all.get(type).values().stream().filter(Definition::valid).forEach(bind);
    }

    /**
     * The form of 6.3 and later wins over the form of 6.2, so that a module may bring both; of several sites the
     * fallback counts, which answers every request that names no other. What the operator says in either form wins over
     * what the host's own modules say.
     */
    private Site site() {
        Optional<Definition> site = all.get(DefinitionType.SITE).values().stream()
                .filter(Definition::valid)
                .min(Comparator.comparing(d -> !d.id().equals("fallback")));
        Decorated decorated = decorations.moduleConfig("site");
        Optional<ConfigNode> old = decorated.config().get("site");
        Optional<Site> oldSite = old.map(node -> new SiteBinder(problems, true)
                .bind(node, languages(node, decorated.brought()), addresses(node, decorated.brought())));
        Optional<Site> newSite =
                site.map(d -> new SiteBinder(problems, false).bind(d.config(), d.config(), d.config()));
        if (!decorated.complete() && previous.isPresent()) {
            return previous.get().site();
        }
        boolean operatorDecorates =
                decorations.lastDecoratorOf("site").filter(files::isBrought).isPresent();
        if (operatorDecorates && site.filter(d -> files.isBrought(d.module())).isEmpty()) {
            return oldSite.orElseGet(Site::none);
        }
        if (oldSite.isPresent() && newSite.isPresent() && !oldSite.get().equals(newSite.get())) {
            problems.major(
                    old.get().location(),
                    "The site differs from the one in " + site.get().file().file() + ", which counts",
                    "Make both say the same, Magnolia 6.2 reads this one and later versions the other");
        }
        return newSite.or(() -> oldSite).orElseGet(Site::none);
    }

    /**
     * The site whose languages count. Those of an operator who says what the default one is are a definition of their
     * own, to which the host's languages and class add nothing.
     */
    private static ConfigNode languages(ConfigNode decorated, ConfigNode brought) {
        return brought.get("site")
                .filter(site -> site.get("i18n")
                        .filter(i18n -> i18n.get("defaultLocale")
                                .or(() -> i18n.get("fallbackLocale"))
                                .isPresent())
                        .isPresent())
                .orElse(decorated);
    }

    /** The host's pages are not those of an operator who defines a site. */
    private static ConfigNode addresses(ConfigNode decorated, ConfigNode brought) {
        return brought.get("site").orElse(decorated);
    }

    private List<MessageBundle> bundles() {
        List<MessageBundle> bundles = new ArrayList<>();
        for (Module module : modules.inOrder()) {
            for (String file : files.below(module.name() + "/i18n/").keySet()) {
                if (file.endsWith(".properties")) {
                    bundle(file).ifPresent(bundles::add);
                }
            }
        }
        return List.copyOf(bundles);
    }

    private Optional<MessageBundle> bundle(String file) {
        Optional<Locale> locale = MessageBundle.localeOf(file);
        if (locale.isEmpty()) {
            problems.minor(
                    new Location(file, 0, 0),
                    "The file name ends in no locale, so its messages are not read",
                    "Name it such as my-module-messages_en.properties");
            return Optional.empty();
        }
        try {
            return files.read(file).map(bytes -> MessageBundle.read(file, locale.get(), bytes));
        } catch (DefinitionException e) {
            problems.add(e.problem());
            return previous.flatMap(p -> p.bundle(file));
        }
    }
}
