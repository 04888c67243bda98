package org.heliograph.cms.delivery;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.Languages;
import org.heliograph.cms.content.Lookup;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.Slugs;
import org.heliograph.cms.content.View;
import org.heliograph.cms.definition.Endpoint;

/**
 * Leads whoever asks for an item by a slug that it had, with {@code ?slug=} or {@code ?slug_zh=}, to the one that it has.
 * Slugs of items that the asker would not be shown lead nowhere.
 */
final class FormerSlugs {

    private final Slugs slugs;
    private final Lookup lookup;

    /** @param lookup finds items by their slugs */
    FormerSlugs(Slugs slugs, Lookup lookup) {
        this.slugs = slugs;
        this.lookup = lookup;
    }

    /**
     * The query to ask instead, encoded.
     *
     * @return empty where the query is right as it is
     */
    Optional<String> instead(Asked asked, View view) throws RepositoryException {
        if (!asked.isQuery() || !asked.query().contains(Slugs.FIELD)) {
            return Optional.empty();
        }
        Languages languages = new Languages(asked.definitions().site().i18n());
        QueryString query = QueryString.parse(asked.query());
        for (Locale locale : languages.i18n().locales()) {
            String stored = languages.stored(Slugs.FIELD, locale);
            Optional<String> slug = query.first(stored).filter(value -> !value.isEmpty());
            if (slug.isPresent()) {
                return current(asked, view, locale, stored, slug.get())
                        .map(now -> replaced(asked.query(), stored, now));
            }
        }
        return Optional.empty();
    }

    /** The slug that an item has now which had another one once, that no item has any more. */
    private Optional<String> current(Asked asked, View view, Locale locale, String stored, String slug)
            throws RepositoryException {
        Optional<String> workspace = asked.endpoint().workspace();
        if (workspace.isEmpty()
                || slug.length() > Slugs.MAX_LENGTH
                || !lookup.withValue(view, workspace.get(), stored, slug).isEmpty()) {
            return Optional.empty();
        }
        return slugs.formerly(workspace.get(), locale, slug)
                .flatMap(id -> lookup.byId(view, id).stream()
                        .filter(found -> found.workspace().equals(workspace.get()))
                        .map(Lookup.Found::node)
                        .filter(node -> isShown(asked, workspace.get(), node, stored))
                        .findFirst())
                .flatMap(node -> node.property(stored))
                .map(NodeSnapshot.Property::text)
                .filter(now -> !now.isEmpty());
    }

    private static boolean isShown(Asked asked, String workspace, NodeSnapshot node, String stored) {
        Endpoint endpoint = asked.endpoint();
        return asked.rights().mayRead(workspace, node.path())
                && node.path().startsWith(endpoint.rootPath() + "/")
                && node.isOfType(endpoint.nodeTypes().orElse(List.of()), endpoint.strict())
                && new Visible(endpoint).shows(stored);
    }

    private static String replaced(String query, String parameter, String value) {
        String encoded = parameter + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
        return Pattern.compile("(?<=^|&)" + Pattern.quote(parameter) + "=[^&]*")
                .matcher(query)
                .replaceAll(Matcher.quoteReplacement(encoded));
    }
}
