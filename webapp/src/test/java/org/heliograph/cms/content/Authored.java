package org.heliograph.cms.content;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;
import org.heliograph.cms.definition.DefinitionRegistry;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.index.ReadModel;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.host.SessionWork;

/** A real repository with the content types of the light module: products in English and Chinese. */
final class Authored implements AutoCloseable {

    static final String PRODUCTS = "products";
    static final int KEPT_VERSIONS = 5;

    /** May do everything. */
    static final Editor JANE = new TestEditor("jane", Set.of("en", "zh"), Set.of(Editor.Act.values()));

    private static final ObjectMapper JSON = new ObjectMapper();

    static final Definitions DEFINITIONS = DefinitionRegistry.load(List.of());

    final ContentRepository repository;
    final Lookup lookup;
    final Slugs slugs;
    final Versions versions;
    final Items items;
    final ItemCheck check;
    final Uses uses;
    final Trash trash;
    final ItemPlaces places;
    final Autosaves autosaves;
    final TestClock clock = new TestClock();

    private final ReadModel model;

    final Languages languages = new Languages(DEFINITIONS.site().i18n());

    Authored(Path directory) throws RepositoryException, IOException {
        repository = ContentRepository.open(directory.resolve("repository"));
        repository.register(DEFINITIONS.contentTypes().values());
        model = ReadModel.open(repository, directory.resolve("index"), directory.resolve("stamp"));
        lookup = model.lookup();
        slugs = new Slugs(repository, lookup);
        versions = new Versions(repository, clock, KEPT_VERSIONS);
        items = new Items(repository, () -> DEFINITIONS, slugs, versions, clock);
        uses = new Uses(lookup);
        trash = new Trash(repository, items, uses, clock, Duration.ofDays(30));
        places = new ItemPlaces(repository, items);
        autosaves = new Autosaves(repository, clock);
        check = new ItemCheck(DEFINITIONS, repository);
    }

    /** Which language the values of a product belong to. */
    NodeLanguages product() {
        return languages.of(Declared.of(DEFINITIONS, PRODUCTS, "hg:product"));
    }

    /** A product with values in both languages, of both and a list of parts. */
    String addProduct(String name) throws RepositoryException {
        return write(session -> {
            Node product = session.getRootNode().addNode(name, "hg:product");
            product.setProperty("title", "Roof hook");
            product.setProperty("title_zh", "屋面挂钩");
            product.setProperty("sku", "RH-1");
            product.setProperty("mgnl:createdBy", "jane");
            Node materials = product.addNode("materials", "mgnl:contentNode");
            for (String part : List.of("Rail", "Hook")) {
                Node row = materials.addNode("materials" + (part.equals("Rail") ? 0 : 1), "mgnl:contentNode");
                row.setProperty("part", part);
                row.setProperty("part_zh", part.equals("Rail") ? "导轨" : "挂钩");
                row.setProperty("alloy", "6063");
            }
            return product.getIdentifier();
        });
    }

    /** Leaves no product. */
    void removeAll() throws RepositoryException {
        write(session -> {
            for (NodeIterator each = session.getRootNode().getNodes(); each.hasNext(); ) {
                Node node = each.nextNode();
                if (ItemNode.isItem(node)) {
                    node.remove();
                }
            }
            return session;
        });
    }

    /** Names of the items below a path, in their order. */
    List<String> names(String path) throws RepositoryException {
        return read(session -> {
            List<String> names = new ArrayList<>();
            for (NodeIterator each = session.getNode(path).getNodes(); each.hasNext(); ) {
                Node node = each.nextNode();
                if (ItemNode.isItem(node)) {
                    names.add(node.getName());
                }
            }
            return names;
        });
    }

    <T> T write(SessionWork<T> work) throws RepositoryException {
        return repository.write(PRODUCTS, work);
    }

    <T> T read(SessionWork<T> work) throws RepositoryException {
        return repository.read(PRODUCTS, work);
    }

    ItemNode item(String id) throws RepositoryException {
        return read(session -> ItemNode.of(session.getNodeByIdentifier(id)));
    }

    /** JSON with single quotes. */
    static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** Saves a form on what is stored now. */
    Items.Saved save(String path, String values) throws RepositoryException {
        return save(path, values, JANE);
    }

    Items.Saved save(String path, String values, Editor editor) throws RepositoryException {
        String revision = items.read(PRODUCTS, path).revision();
        return items.save(PRODUCTS, path, new Items.Change(revision, json(values), Optional.empty()), editor);
    }

    Items.Saved create(String values) throws RepositoryException {
        return items.create(PRODUCTS, "/", new Items.New(Optional.empty(), Optional.empty(), json(values)), JANE);
    }

    @Override
    public void close() throws IOException {
        model.close();
        repository.close();
    }
}
