package org.heliograph.cms.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.View;
import org.heliograph.cms.definition.DefinitionRegistry;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.repository.ContentRepository;

/** A real repository with the project's own content types, and the search box over it. */
final class Searched implements AutoCloseable {

    static final Definitions DEFINITIONS = DefinitionRegistry.load(List.of());

    private final Path directory;
    private final ContentRepository repository;
    private ReadModel model;

    private Searched(Path directory) throws RepositoryException, IOException {
        this.directory = directory;
        this.repository = ContentRepository.open(directory.resolve("repository"));
        repository.register(DEFINITIONS.contentTypes().values());
        model = ReadModel.open(repository, directory.resolve("index"), directory.resolve("stamp"), DEFINITIONS);
    }

    static Searched open(Path directory) throws RepositoryException, IOException {
        return new Searched(directory);
    }

    ReadModel model() {
        return model;
    }

    ContentRepository repository() {
        return repository;
    }

    /** Opens the index without content types to be searched. */
    void reopenWithoutDefinitions() throws RepositoryException, IOException {
        model.close();
        model = ReadModel.open(repository, directory.resolve("index"), directory.resolve("stamp"));
    }

    void reopen() throws RepositoryException, IOException {
        model.close();
        model = ReadModel.open(repository, directory.resolve("index"), directory.resolve("stamp"), DEFINITIONS);
    }

    /** Saves an item in the root of a workspace; names and values follow one another. */
    void save(String workspace, String type, String name, String... properties) throws RepositoryException {
        repository.write(workspace, session -> {
            Node root = session.getRootNode();
            Node item = root.hasNode(name) ? root.getNode(name) : root.addNode(name, type);
            for (int i = 0; i < properties.length; i += 2) {
                item.setProperty(properties[i], properties[i + 1]);
            }
            return name;
        });
    }

    /** Removes everything from a workspace. */
    void clear(String workspace) throws RepositoryException {
        repository.write(workspace, session -> {
            for (NodeIterator each = session.getRootNode().getNodes(); each.hasNext(); ) {
                Node node = each.nextNode();
                if (!node.getName().equals("jcr:system")) {
                    node.remove();
                }
            }
            return workspace;
        });
    }

    void product(String name, String... properties) throws RepositoryException {
        save("products", "hg:product", name, properties);
    }

    void term(String name, String... properties) throws RepositoryException {
        save("glossary", "hg:glossaryTerm", name, properties);
    }

    static TextSearch search(String text, String language, String... types) {
        return new TextSearch(View.WORKING, text, Set.of(types), language, false, 0, 100);
    }

    TextHits find(TextSearch search) {
        try (Snapshot now = model.acquire()) {
            return now.find(search);
        }
    }

    /** Names of the items that are found, the best first. */
    List<String> find(String text) {
        return find(search(text, "en")).hits().stream()
                .map(hit -> hit.path().substring(hit.path().lastIndexOf('/') + 1))
                .toList();
    }

    List<String> suggest(String text, String language) {
        try (Snapshot now = model.acquire()) {
            return now.suggest(new TextSearch(View.WORKING, text, Set.of(), language, false, 0, 10));
        }
    }

    @Override
    public void close() throws IOException {
        model.close();
        repository.close();
    }
}
