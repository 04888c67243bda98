package org.heliograph.cms.transfer;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.PropertyIterator;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.Declared;
import org.heliograph.cms.content.ItemNode;
import org.heliograph.cms.content.Languages;
import org.heliograph.cms.content.NodeLanguages;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.repository.ItemScope;

/**
 * What of an item an archive holds: its own values and parts in some languages. Facts about publishing stay behind: they
 * are true of one host only.
 */
final class ArchiveScope implements ItemScope {

    private static final Set<String> OF_THIS_HOST = Set.of(
            "mgnl:activationStatus",
            "mgnl:lastActivated",
            "mgnl:lastActivatedBy",
            "mgnl:lastActivatedVersion",
            "mgnl:lastActivatedVersionCreated");

    private final Definitions definitions;
    private final String workspace;
    private final Languages languages;
    private final Set<String> chosen;

    /** @param chosen languages; empty for all */
    ArchiveScope(Definitions definitions, String workspace, Set<String> chosen) {
        this.definitions = definitions;
        this.workspace = workspace;
        this.languages = new Languages(definitions.site().i18n());
        this.chosen = chosen;
    }

    @Override
    public boolean hasChild(Node child) throws RepositoryException {
        return !ItemNode.isItem(child)
                && (chosen.isEmpty()
                        || isChosen(of(child.getParent()).of(child.getName(), childNames(child.getParent()))));
    }

    @Override
    public boolean hasProperty(Node node, String name) throws RepositoryException {
        return !OF_THIS_HOST.contains(name) && (chosen.isEmpty() || isChosen(of(node).of(name, propertyNames(node))));
    }

    @Override
    public boolean isNote(String property) {
        return !ItemNode.isContent(property);
    }

    private boolean isChosen(Optional<Locale> language) {
        return language.map(locale -> chosen.contains(locale.toString())).orElse(true);
    }

    /** What language the values of a node are in, by what the content type says of the item and the parts below it. */
    private NodeLanguages of(Node node) throws RepositoryException {
        if (node.getDepth() == 0 || ItemNode.isItem(node)) {
            return languages.of(Declared.of(
                    definitions, workspace, node.getPrimaryNodeType().getName()));
        }
        return of(node.getParent()).below(node.getName(), childNames(node.getParent()));
    }

    private static Set<String> childNames(Node node) throws RepositoryException {
        Set<String> names = new TreeSet<>();
        for (NodeIterator each = node.getNodes(); each.hasNext(); ) {
            names.add(each.nextNode().getName());
        }
        return names;
    }

    private static Set<String> propertyNames(Node node) throws RepositoryException {
        Set<String> names = new TreeSet<>();
        for (PropertyIterator each = node.getProperties(); each.hasNext(); ) {
            names.add(each.nextProperty().getName());
        }
        return names;
    }
}
