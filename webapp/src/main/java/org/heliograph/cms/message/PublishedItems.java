package org.heliograph.cms.message;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.Languages;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.Titles;
import org.heliograph.cms.content.View;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.index.IndexBehindException;
import org.heliograph.cms.index.ReadModel;
import org.heliograph.cms.index.Snapshot;
import org.heliograph.host.PublishedContent;

/** What delivery shows everybody. */
final class PublishedItems implements PublishedContent {

    private final ReadModel content;
    private final View delivered;
    private final Supplier<Definitions> definitions;

    PublishedItems(ReadModel content, View delivered, Supplier<Definitions> definitions) {
        this.content = content;
        this.delivered = delivered;
        this.definitions = definitions;
    }

    @Override
    public Optional<Item> find(String workspace, String idOrPath, Locale language) throws RepositoryException {
        try (Snapshot snapshot = content.acquire()) {
            Optional<NodeSnapshot> node = idOrPath.startsWith("/")
                    ? snapshot.byPath(delivered, workspace, idOrPath)
                    : snapshot.byId(delivered, workspace, idOrPath);
            Languages languages = new Languages(definitions.get().site().i18n());
            return node.map(item -> new Item(item.id(), item.path(), Titles.of(item, languages, language)));
        } catch (IndexBehindException e) {
            throw new RepositoryException("Published content cannot be read until its index was made anew", e);
        }
    }
}
