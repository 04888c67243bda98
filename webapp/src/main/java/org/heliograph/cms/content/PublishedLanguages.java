package org.heliograph.cms.content;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Value;

/**
 * The languages that a published node is published in. No answer shows them; they decide to whom the node is there.
 */
public final class PublishedLanguages {

    /** The mixin of nodes that are not published in all languages. */
    public static final String MIXIN = "hg:published";

    /** Its property. */
    public static final String PROPERTY = "hg:languages";

    private PublishedLanguages() {}

    /**
     * The languages of a published node, such as {@code zh_TW}.
     *
     * @return empty for all languages
     */
    public static Set<String> of(Node node) throws RepositoryException {
        Set<String> languages = new TreeSet<>();
        if (node.hasProperty(PROPERTY)) {
            for (Value value : node.getProperty(PROPERTY).getValues()) {
                languages.add(value.getString());
            }
        }
        return languages;
    }

    /**
     * Says what languages a node is published in; writes only what differs.
     *
     * @param languages empty for all
     */
    public static void set(Node node, Collection<String> languages) throws RepositoryException {
        Set<String> wanted = new TreeSet<>(languages);
        if (wanted.equals(of(node))) {
            return;
        }
        if (wanted.isEmpty()) {
            node.getProperty(PROPERTY).remove();
            node.removeMixin(MIXIN);
        } else {
            if (!node.isNodeType(MIXIN)) {
                node.addMixin(MIXIN);
            }
            node.setProperty(PROPERTY, wanted.toArray(String[]::new));
        }
    }
}
