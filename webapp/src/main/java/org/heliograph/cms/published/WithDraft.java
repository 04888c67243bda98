package org.heliograph.cms.published;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.jcr.RepositoryException;
import org.heliograph.host.Finder;
import org.heliograph.host.Publication;
import org.heliograph.host.PublishedItem;
import org.heliograph.host.Query;

/** What is published, and one item as it would be if it were published now: at its own address, and in no list. */
final class WithDraft implements Publication {

    private static final String SLUG = "slug";
    private static final String NAME = "@name";

    private final Publication published;
    private final PublishedItem draft;

    WithDraft(Publication published, PublishedItem draft) {
        this.published = published;
        this.draft = draft;
    }

    @Override
    public List<Locale> languages() {
        return published.languages();
    }

    @Override
    public Optional<Type> type(String workspace) {
        return published.type(workspace);
    }

    private boolean isDraft(String workspace, String idOrPath) {
        return draft.workspace().equals(workspace)
                && (draft.id().equals(idOrPath) || draft.path().equals(idOrPath));
    }

    @Override
    public Optional<Item> find(String workspace, String idOrPath, Locale language) throws RepositoryException {
        return isDraft(workspace, idOrPath)
                ? Optional.of(new Item(draft.id(), draft.path(), draft.title(language)))
                : published.find(workspace, idOrPath, language);
    }

    @Override
    public Optional<PublishedItem> item(String workspace, String id) throws RepositoryException {
        return isDraft(workspace, id) ? Optional.of(draft) : published.item(workspace, id);
    }

    @Override
    public Finder in(Optional<Locale> language) {
        Finder others = published.in(language);
        return new Finder() {
            @Override
            public Found find(Query query) throws RepositoryException {
                return asksForDraft(query) ? new Found(1, List.of(draft.id())) : others.find(query);
            }

            @Override
            public Map<String, Long> count(Query query, String property) throws RepositoryException {
                return others.count(query, property);
            }
        };
    }

    /** Whether a query looks for the item of an address, which is this one. */
    private boolean asksForDraft(Query query) {
        return query.workspace().equals(draft.workspace())
                && query.anyOf().entrySet().stream()
                        .anyMatch(each -> each.getKey().startsWith(SLUG)
                                        && draft.texts(each.getKey()).anyMatch(each.getValue()::contains)
                                || each.getKey().equals(NAME) && each.getValue().contains(draft.name()));
    }

    @Override
    public void each(String workspace, String nodeType, Each taker) throws RepositoryException {
        published.each(workspace, nodeType, taker);
    }

    @Override
    public Results search(String text, List<String> workspaces, Locale language, int offset, int limit)
            throws RepositoryException {
        return published.search(text, workspaces, language, offset, limit);
    }

    @Override
    public Optional<String> formerly(String workspace, String slug, Locale language) throws RepositoryException {
        return published.formerly(workspace, slug, language);
    }
}
