package org.heliograph.cms.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.Slugs;
import org.heliograph.cms.content.Versions;
import org.heliograph.cms.content.View;
import org.heliograph.cms.definition.DefinitionRegistry;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.index.ReadModel;
import org.heliograph.cms.index.Snapshot;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.security.Caller;
import org.heliograph.host.SessionWork;

/** A repository with its index and publishing, both below one directory, and two content types that refer to each other. */
final class Published implements AutoCloseable {

    static final Locale ZH = Locale.CHINESE;
    static final Locale EN = Locale.ENGLISH;

    private static final Map<String, String> MODULE = Map.of(
            "module.yaml",
            "version: 1.0.0\n",
            "contentTypes/book.yaml",
            """
            datasource:
              workspace: books
              autoCreate: true
              namespaces:
                t: https://test.example/jcr/1.0
            model:
              nodeType: t:book
              properties:
                - name: title
                  required: true
                  i18n: true
                - name: code
                - name: author
                  type: reference:author
                - name: sequel
                  type: reference:book
                - name: chapters
                  type: chapter
                  multiple: true
              subModels:
                - name: chapter
                  properties:
                    - name: heading
                      i18n: true
                    - name: pages
                      type: Long
            """,
            "contentTypes/author.yaml",
            """
            datasource:
              workspace: authors
              autoCreate: true
              namespaces:
                t: https://test.example/jcr/1.0
            model:
              nodeType: t:author
              properties:
                - name: name
                  required: true
                - name: favourite
                  type: reference:book
            """,
            "restEndpoints/delivery/books.yaml",
            """
            $type: jcrDeliveryEndpoint_v2
            workspace: books
            nodeTypes:
              - t:book
            childNodeTypes:
              - mgnl:contentNode
            depth: 2
            bypassWorkspaceAcls: true
            """,
            "restEndpoints/delivery/authors.yaml",
            """
            $type: jcrDeliveryEndpoint_v2
            workspace: authors
            nodeTypes:
              - t:author
            bypassWorkspaceAcls: true
            """);

    private final Path directory;
    private final Clock clock;
    private DefinitionRegistry registry;
    private ContentRepository repository;
    private ReadModel readModel;
    private Publishing publishing;
    private Schedules schedules;
    private States states;
    /** Who may schedule: everybody, with all rights, unless a test says otherwise. */
    private Schedules.Callers callers = name -> Optional.of(Caller.HOST);

    private Published(Path directory, Clock clock) throws IOException, RepositoryException {
        this.directory = directory;
        this.clock = clock;
        for (Map.Entry<String, String> file : MODULE.entrySet()) {
            Path path = directory.resolve("modules/library").resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue(), StandardCharsets.UTF_8);
        }
        start();
    }

    static Published open(Path directory) throws IOException, RepositoryException {
        return open(directory, Clock.systemUTC());
    }

    static Published open(Path directory, Clock clock) throws IOException, RepositoryException {
        return new Published(directory, clock);
    }

    private void start() throws IOException, RepositoryException {
        registry = DefinitionRegistry.open(List.of(directory.resolve("modules")));
        repository = ContentRepository.open(directory.resolve("repository"));
        repository.register(registry.current().contentTypes().values());
        readModel =
                ReadModel.open(repository, directory.resolve("index"), directory.resolve("stamp"), registry.current());
        publishing = new Publishing(
                repository,
                readModel,
                new Versions(repository, clock, 10),
                new Slugs(repository, readModel.lookup()),
                clock,
                registry.current());
        publishing.heal();
        schedules = new Schedules(publishing, callers, clock);
        states = new States(publishing, schedules);
    }

    /** Closes everything and opens it again. */
    void restart() throws IOException, RepositoryException {
        close();
        start();
    }

    ContentRepository repository() {
        return repository;
    }

    ReadModel readModel() {
        return readModel;
    }

    Publishing publishing() {
        return publishing;
    }

    Schedules schedules() {
        return schedules;
    }

    States states() {
        return states;
    }

    /** From now on these find who has scheduled something. */
    void use(Schedules.Callers others) throws RepositoryException {
        callers = others;
        schedules = new Schedules(publishing, callers, clock);
    }

    Definitions definitions() {
        return registry.current();
    }

    <T> T edit(String workspace, SessionWork<T> work) throws RepositoryException {
        return repository.write(workspace, work);
    }

    /** Makes a book below a path, with a title in both languages. */
    ItemId book(String parent, String name) throws RepositoryException {
        return edit("books", session -> {
            Node node = session.getNode(parent).addNode(name, "t:book");
            node.setProperty("title", "The " + name);
            node.setProperty("title_zh", "书" + name);
            return new ItemId("books", node.getIdentifier());
        });
    }

    ItemId author(String name) throws RepositoryException {
        return edit("authors", session -> {
            Node node = session.getRootNode().addNode(name, "t:author");
            node.setProperty("name", name);
            return new ItemId("authors", node.getIdentifier());
        });
    }

    void set(ItemId item, String property, String value) throws RepositoryException {
        edit(item.workspace(), session -> session.getNodeByIdentifier(item.id()).setProperty(property, value) != null);
    }

    Plan publish(Set<Locale> languages, ItemId... items) throws NotPublishedException, RepositoryException {
        return publish(PublishRequest.References.LEAVE, languages, items);
    }

    Plan publish(PublishRequest.References references, Set<Locale> languages, ItemId... items)
            throws NotPublishedException, RepositoryException {
        PublishRequest request = new PublishRequest(Arrays.asList(items), languages, false, false, references, "");
        return publishing.publish(Caller.HOST, request).execute();
    }

    Plan unpublish(Set<Locale> languages, ItemId... items) throws NotPublishedException, RepositoryException {
        UnpublishRequest request = new UnpublishRequest(Arrays.asList(items), languages, false);
        return publishing.unpublish(Caller.HOST, request).execute();
    }

    /** What a reader of some languages sees of an item. */
    Optional<NodeSnapshot> seen(ItemId item, Locale... languages) {
        try (Snapshot snapshot = readModel.acquire()) {
            snapshot.showOnly(Arrays.stream(languages).map(Locale::toString).collect(Collectors.toSet()));
            return snapshot.byId(View.PUBLISHED, item.workspace(), item.id());
        }
    }

    /** The value that a reader of all languages sees under a stored name. */
    Optional<String> value(ItemId item, String stored) {
        return seen(item, ZH, EN).flatMap(node -> node.property(stored)).map(NodeSnapshot.Property::text);
    }

    /** Names of the published children of a path, in their order. */
    List<String> children(String workspace, String path) {
        try (Snapshot snapshot = readModel.acquire()) {
            NodeSnapshot parent =
                    snapshot.byPath(View.PUBLISHED, workspace, path).orElseThrow();
            return snapshot.children(View.PUBLISHED, workspace, parent).stream()
                    .map(NodeSnapshot::name)
                    .toList();
        }
    }

    @Override
    public void close() throws IOException {
        schedules.close();
        readModel.close();
        repository.close();
        registry.close();
    }
}
