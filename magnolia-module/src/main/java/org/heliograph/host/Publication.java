package org.heliograph.host;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.jcr.RepositoryException;

/**
 * Everything that is published, to be looked through by pages and feeds. An item is there in a language if it is published
 * in it and has a title in it, so that nobody is sent to a page in the wrong language.
 */
public interface Publication extends PublishedContent {

    /**
     * What the items of a workspace are.
     *
     * @param nodeType of an item
     * @param properties by name: whether there is a value per language
     */
    record Type(String nodeType, Map<String, Boolean> properties) {}

    /** A piece of a text, and whether it is what was searched for. */
    record Piece(String text, boolean marked) {}

    /**
     * What a search found.
     *
     * @param title in the language asked for, or else in another one
     * @param excerpt the surroundings of what was found, or else the beginning of the summary
     */
    record Hit(String workspace, String id, String title, List<Piece> excerpt) {}

    /**
     * The hits of a page, the best first.
     *
     * @param total number of all hits
     */
    record Results(long total, List<Hit> hits) {}

    /** Takes one item after the other. */
    @FunctionalInterface
    interface Each {

        /** @throws RepositoryException if it cannot be taken; then no other one comes */
        void take(PublishedItem item) throws RepositoryException;
    }

    /** The languages of the site, the default one first. */
    List<Locale> languages();

    /** What the items of a workspace are; empty if it holds no content type. */
    Optional<Type> type(String workspace);

    /**
     * Finds what is published.
     *
     * @param language in which an item has to be there; empty for any
     */
    Finder in(Optional<Locale> language);

    /**
     * An item that is published in any language.
     *
     * @throws RepositoryException if it cannot be read
     */
    Optional<PublishedItem> item(String workspace, String id) throws RepositoryException;

    /**
     * All nodes of a type, in the order of their identifiers, none of them twice. However many there are, few are held at a
     * time.
     *
     * @throws RepositoryException if they cannot be read, or as the taker throws it
     */
    void each(String workspace, String nodeType, Each taker) throws RepositoryException;

    /**
     * Finds what somebody typed, of which no character has a meaning of its own.
     *
     * @param workspaces that are searched
     * @throws RepositoryException if nothing can be found at the moment
     */
    Results search(String text, List<String> workspaces, Locale language, int offset, int limit)
            throws RepositoryException;

    /**
     * The item that had a slug once, which no item has now.
     *
     * @return its identifier; empty where the host keeps no such slugs
     * @throws RepositoryException if nothing can be found at the moment
     */
    default Optional<String> formerly(String workspace, String slug, Locale language) throws RepositoryException {
        return Optional.empty();
    }
}
