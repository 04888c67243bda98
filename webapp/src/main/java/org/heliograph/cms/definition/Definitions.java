package org.heliograph.cms.definition;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All definitions of all light modules at one moment. Immutable. */
public final class Definitions {

    private final Map<DefinitionType, Map<String, Definition>> all;
    private final Map<String, ContentType> contentTypes;
    private final Map<String, Endpoint> endpoints;
    private final Map<String, PageTemplate> pageTemplates;
    private final List<VirtualUri> virtualUris;
    private final ModuleFiles files;
    private final Site site;
    private final List<MessageBundle> bundles;
    private final Messages messages;
    private final List<Problem> problems;

    Definitions(
            Map<DefinitionType, Map<String, Definition>> all,
            Map<String, ContentType> contentTypes,
            Map<String, Endpoint> endpoints,
            Map<String, PageTemplate> pageTemplates,
            List<VirtualUri> virtualUris,
            ModuleFiles files,
            Site site,
            List<MessageBundle> bundles,
            List<Problem> problems) {
        this.all = all;
        this.contentTypes = contentTypes;
        this.endpoints = endpoints;
        this.pageTemplates = pageTemplates;
        this.virtualUris = virtualUris;
        this.files = files;
        this.site = site;
        this.bundles = bundles;
        this.messages = new Messages(bundles);
        this.problems = problems;
    }

    /** Valid content types that have a workspace, by name, in order of registration. */
    public Map<String, ContentType> contentTypes() {
        return contentTypes;
    }

    /** Valid and enabled delivery endpoints, by id, in order of registration. */
    public Map<String, Endpoint> endpoints() {
        return endpoints;
    }

    /** Valid templates of pages and components, by {@code module:path}, in order of registration. */
    public Map<String, PageTemplate> pageTemplates() {
        return pageTemplates;
    }

    /** Valid virtual URI mappings, in order of registration. */
    public List<VirtualUri> virtualUris() {
        return virtualUris;
    }

    /**
     * A file of a module that is no definition, such as a template script or a web resource, as it is now.
     *
     * @param path below the root of all modules, such as {@code heliograph/templates/pages/home.ftl}
     * @return nothing if there is no such file
     * @throws IOException if it is too large or cannot be read
     */
    public Optional<byte[]> file(String path) throws IOException {
        try {
            return files.read(path, ModuleFiles.MOST_BYTES);
        } catch (DefinitionException e) {
            throw new IOException(e.problem().toString(), e);
        }
    }

    /** The site; {@link Site#none()} if no module defines one. */
    public Site site() {
        return site;
    }

    /** Apps by name, invalid ones included; those made by {@code !content-type:} are expanded. */
    public Map<String, Definition> apps() {
        return of(DefinitionType.APP);
    }

    /** Dialogs by {@code module:path}, invalid ones included. */
    public Map<String, Definition> dialogs() {
        return of(DefinitionType.DIALOG);
    }

    /** Templates by {@code module:path}, invalid ones included. */
    public Map<String, Definition> templates() {
        return of(DefinitionType.TEMPLATE);
    }

    /** Themes by name, invalid ones included. */
    public Map<String, Definition> themes() {
        return of(DefinitionType.THEME);
    }

    /** Virtual URI mappings by {@code module:name}, invalid ones included. */
    public Map<String, Definition> virtualUriMappings() {
        return of(DefinitionType.VIRTUAL_URI_MAPPING);
    }

    /** Every definition of a type by id, invalid ones included, in order of registration. */
    public Map<String, Definition> of(DefinitionType type) {
        return all.getOrDefault(type, Map.of());
    }

    /** The texts for editors. */
    public Messages messages() {
        return messages;
    }

    /** Everything that is wrong, by file, line and column. */
    public List<Problem> problems() {
        return problems;
    }

    Optional<Definition> find(DefinitionType type, String id) {
        return Optional.ofNullable(of(type).get(id));
    }

    Optional<MessageBundle> bundle(String file) {
        return bundles.stream().filter(b -> b.file().equals(file)).findFirst();
    }
}
