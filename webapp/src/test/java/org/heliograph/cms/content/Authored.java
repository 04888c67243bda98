package org.heliograph.cms.content;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import org.heliograph.cms.definition.DefinitionRegistry;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.repository.SessionWork;

/** A real repository with the content types of the light module: products in English and Chinese. */
final class Authored implements AutoCloseable {

    static final String PRODUCTS = "products";

    private static final Definitions DEFINITIONS = DefinitionRegistry.load(List.of());

    final ContentRepository repository;
    final Languages languages = new Languages(DEFINITIONS.site().i18n());

    Authored(Path directory) throws RepositoryException, IOException {
        repository = ContentRepository.open(directory.resolve("repository"));
        repository.register(DEFINITIONS.contentTypes().values());
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

    <T> T write(SessionWork<T> work) throws RepositoryException {
        return repository.write(PRODUCTS, work);
    }

    <T> T read(SessionWork<T> work) throws RepositoryException {
        return repository.read(PRODUCTS, work);
    }

    ItemNode item(String id) throws RepositoryException {
        return read(session -> ItemNode.of(session.getNodeByIdentifier(id)));
    }

    @Override
    public void close() {
        repository.close();
    }
}
