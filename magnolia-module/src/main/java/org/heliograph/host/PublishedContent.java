package org.heliograph.host;

import java.util.Locale;
import java.util.Optional;
import javax.jcr.RepositoryException;

/** What everybody may read. */
public interface PublishedContent {

    /**
     * An item that is published.
     *
     * @param id identifier of its node
     * @param path absolute, in its workspace
     * @param title in the language asked for, or else in the default one
     */
    record Item(String id, String path, String title) {}

    /**
     * The item, if it is there and published.
     *
     * @param idOrPath identifier of its node, or absolute path in the workspace
     * @param language of its title
     * @throws RepositoryException if it cannot be read
     */
    Optional<Item> find(String workspace, String idOrPath, Locale language) throws RepositoryException;
}
