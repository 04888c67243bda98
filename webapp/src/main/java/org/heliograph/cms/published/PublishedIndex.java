package org.heliograph.cms.published;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.Slugs;
import org.heliograph.cms.content.View;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.index.ReadModel;
import org.heliograph.cms.index.Snapshot;
import org.heliograph.host.Finder;
import org.heliograph.host.Publication;
import org.heliograph.host.PublishedItem;
import org.heliograph.host.Query;

/** What everybody may read, as of each question. */
public final class PublishedIndex implements Publication {

    private final ReadModel content;
    private final View delivered;
    private final Supplier<Definitions> definitions;
    private final Slugs slugs;

    /**
     * @param delivered the state of the content that everybody is shown
     * @param definitions the current ones, at each call
     * @param slugs knows those that items had once
     */
    public PublishedIndex(ReadModel content, View delivered, Supplier<Definitions> definitions, Slugs slugs) {
        this.content = content;
        this.delivered = delivered;
        this.definitions = definitions;
        this.slugs = slugs;
    }

    /**
     * The same as of one moment, for one thread. What it looks at is noted in the snapshot.
     *
     * @param snapshot of the same content, which whoever acquired it closes
     */
    public Publication over(Snapshot snapshot) {
        return new PublishedSnapshot(snapshot, delivered, definitions.get(), slugs);
    }

    /**
     * The same with one item as it is worked on, at its own address and in no list.
     *
     * @param snapshot of the same content, which whoever acquired it closes
     */
    public Publication over(Snapshot snapshot, PublishedItem draft) {
        return new WithDraft(over(snapshot), draft);
    }

    /**
     * An item as it is worked on.
     *
     * @throws RepositoryException if it cannot be read
     */
    public Optional<PublishedItem> draft(String workspace, String id) throws RepositoryException {
        try (Snapshot snapshot = content.acquire()) {
            return new PublishedSnapshot(snapshot, View.WORKING, definitions.get(), slugs).item(workspace, id);
        }
    }

    private interface Question<T> {
        T ask(Publication published) throws RepositoryException;
    }

    private <T> T ask(Question<T> question) throws RepositoryException {
        try (Snapshot snapshot = content.acquire()) {
            return question.ask(over(snapshot));
        }
    }

    @Override
    public List<Locale> languages() {
        return PublishedSnapshot.languages(definitions.get());
    }

    @Override
    public Optional<Type> type(String workspace) {
        return PublishedSnapshot.type(definitions.get(), workspace);
    }

    @Override
    public Optional<Item> find(String workspace, String idOrPath, Locale language) throws RepositoryException {
        return ask(published -> published.find(workspace, idOrPath, language));
    }

    @Override
    public Optional<PublishedItem> item(String workspace, String id) throws RepositoryException {
        return ask(published -> published.item(workspace, id));
    }

    @Override
    public Finder in(Optional<Locale> language) {
        return new Finder() {
            @Override
            public Found find(Query query) throws RepositoryException {
                return ask(published -> published.in(language).find(query));
            }

            @Override
            public Map<String, Long> count(Query query, String property) throws RepositoryException {
                return ask(published -> published.in(language).count(query, property));
            }
        };
    }

    @Override
    public void each(String workspace, String nodeType, Each taker) throws RepositoryException {
        ask(published -> {
            published.each(workspace, nodeType, taker);
            return workspace;
        });
    }

    @Override
    public Results search(String text, List<String> workspaces, Locale language, int offset, int limit)
            throws RepositoryException {
        return ask(published -> published.search(text, workspaces, language, offset, limit));
    }

    @Override
    public Optional<String> formerly(String workspace, String slug, Locale language) throws RepositoryException {
        return slugs.formerly(workspace, language, slug);
    }
}
