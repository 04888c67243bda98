package org.heliograph.cms.content;

import java.text.Normalizer;
import java.util.Optional;
import java.util.stream.Stream;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.RefusedException.Kind;
import org.heliograph.cms.repository.JcrNames;

/** Names for the nodes of items. */
final class NodeNames {

    /** Longest name that an editor gives, in characters. */
    private static final int MAX_LENGTH = 120;

    private static final String UNTITLED = "untitled";

    private NodeNames() {}

    /** Refuses a name that no item of an editor may have. */
    static void require(String name) {
        Optional<String> fault = JcrNames.fault(name);
        if (fault.isPresent()
                || name.indexOf(':') >= 0
                || name.length() > MAX_LENGTH
                || !name.equals(name.strip())
                || !Normalizer.isNormalized(name, Normalizer.Form.NFC)) {
            throw RefusedException.of(Kind.WRONG, "name-malformed", MAX_LENGTH);
        }
    }

    /** Whether a node has a child of a name, which may come from outside. */
    static boolean isChild(Node parent, String name) throws RepositoryException {
        return JcrNames.fault(name).isEmpty() && parent.hasNode(name);
    }

    /** A name for an item: its slug, or one made of its title. */
    static String of(ItemNode item, Languages languages) {
        Stream<String> slugs = languages.i18n().locales().stream()
                .map(locale -> languages.stored(Slugs.FIELD, locale))
                .flatMap(stored -> value(item, stored).stream());
        Stream<String> titles = languages.i18n().locales().stream()
                .map(locale -> languages.stored("title", locale))
                .flatMap(stored -> value(item, stored).stream())
                .map(Slug::of);
        return Stream.concat(slugs, titles)
                .filter(name -> !name.isEmpty() && name.length() <= MAX_LENGTH)
                .findFirst()
                .orElse(UNTITLED);
    }

    private static Optional<String> value(ItemNode item, String property) {
        return Optional.ofNullable(item.properties().get(property)).map(ItemValue::text);
    }

    /** The name, or the name with the first number behind it that no other child of a node has. */
    static String free(Node parent, String name) throws RepositoryException {
        String free = name;
        for (int number = 2; parent.hasNode(free); number++) {
            free = name + "-" + number;
        }
        return free;
    }
}
