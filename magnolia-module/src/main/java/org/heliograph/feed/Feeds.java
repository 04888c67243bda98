package org.heliograph.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.jcr.RepositoryException;
import org.heliograph.address.Addresses;
import org.heliograph.host.Publication;
import org.heliograph.host.PublishedItem;
import org.heliograph.host.Query;

/** Makes the feeds of the site: of products, of policies, and of policies on a topic. */
final class Feeds {

    private static final int MOST = 50;
    private static final String CHANGED = "mgnl:lastModified";
    private static final String SUMMARY = "summary";
    private static final String TOPICS = "topics";
    private static final String POLICIES = "policies";
    private static final String PAGES = "website";

    private final Publication published;
    private final String base;

    /** @param base what addresses begin with */
    Feeds(Publication published, String base) {
        this.published = published;
        this.base = base;
    }

    /** The feed of a workspace; empty if there is none. */
    Optional<Feed> of(String workspace, Locale language, String form) throws RepositoryException {
        if (!Addresses.WORKSPACES.contains(workspace)
                || published.type(workspace).isEmpty()) {
            return Optional.empty();
        }
        String home = base + "/" + language + "/" + workspace;
        return Optional.of(feed(
                workspace,
                Map.of(),
                title(Addresses.ROOT + "/" + workspace, workspace, language),
                home,
                workspace,
                language,
                form));
    }

    /** The feed of a topic; empty if there is none in that language. */
    Optional<Feed> ofTopic(String slug, Locale language, String form) throws RepositoryException {
        Optional<PublishedItem> topic = new Addresses(published).item(TOPICS, slug, language);
        if (topic.isEmpty() || published.type(POLICIES).isEmpty()) {
            return Optional.empty();
        }
        String step = Addresses.encoded(Addresses.step(topic.get(), language));
        return Optional.of(feed(
                POLICIES,
                Map.of(TOPICS, Set.of(topic.get().id())),
                topic.get().title(language),
                base + Addresses.of(topic.get(), language).orElse(""),
                TOPICS + "/" + step,
                language,
                form));
    }

    private Feed feed(
            String workspace,
            Map<String, Set<String>> anyOf,
            String title,
            String home,
            String name,
            Locale language,
            String form)
            throws RepositoryException {
        String site = title(Addresses.ROOT, "", language);
        String whole = site.isEmpty() ? title : title + " · " + site;
        String self = base + "/feeds/" + language + "/" + name + "." + form;
        return new Feed(whole, whole, home, self, language, entries(workspace, anyOf, language));
    }

    private String title(String path, String otherwise, Locale language) throws RepositoryException {
        return published
                .find(PAGES, path, language)
                .map(Publication.Item::title)
                .orElse(otherwise);
    }

    private List<Feed.Entry> entries(String workspace, Map<String, Set<String>> anyOf, Locale language)
            throws RepositoryException {
        Query query = new Query(
                workspace,
                published.type(workspace).orElseThrow().nodeType(),
                Optional.empty(),
                anyOf,
                Map.of(),
                CHANGED,
                true,
                0,
                MOST);
        List<Feed.Entry> entries = new ArrayList<>();
        for (String id : published.in(Optional.of(language)).find(query).ids()) {
            Optional<PublishedItem> item = published.item(workspace, id);
            Optional<String> path = item.flatMap(found -> Addresses.of(found, language));
            if (path.isPresent()) {
                entries.add(entry(item.get(), base + path.get(), language));
            }
        }
        return entries;
    }

    private Feed.Entry entry(PublishedItem item, String address, Locale language) throws RepositoryException {
        List<String> tags = new ArrayList<>();
        for (String topic : item.texts(TOPICS).toList()) {
            published
                    .item(TOPICS, topic)
                    .filter(found -> found.languages().contains(language))
                    .ifPresent(found -> tags.add(found.title(language)));
        }
        return new Feed.Entry(
                item.id(),
                address,
                item.title(language),
                item.text(SUMMARY, language).orElse(""),
                tags,
                item.created(),
                item.changed());
    }
}
