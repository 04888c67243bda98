package org.heliograph.cms.published;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.Slugs;
import org.heliograph.cms.content.Versions;
import org.heliograph.cms.content.View;
import org.heliograph.cms.definition.DefinitionRegistry;
import org.heliograph.cms.index.ReadModel;
import org.heliograph.cms.publish.InitialPublication;
import org.heliograph.cms.publish.ItemId;
import org.heliograph.cms.publish.NotPublishedException;
import org.heliograph.cms.publish.PublishRequest;
import org.heliograph.cms.publish.Publishing;
import org.heliograph.cms.publish.UnpublishRequest;
import org.heliograph.cms.repository.Bootstrap;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.security.Caller;
import org.heliograph.host.SessionWork;

/** The samples of Heliograph, published. */
public final class Site implements AutoCloseable {

    private final DefinitionRegistry registry;
    private final ContentRepository repository;
    private final ReadModel readModel;
    private final Publishing publishing;
    private final Slugs slugs;

    private Site(Path directory) throws IOException, RepositoryException {
        registry = DefinitionRegistry.open(List.of());
        repository = ContentRepository.open(directory.resolve("repository"));
        repository.register(registry.current().contentTypes().values());
        readModel =
                ReadModel.open(repository, directory.resolve("index"), directory.resolve("stamp"), registry.current());
        slugs = new Slugs(repository, readModel.lookup());
        Clock clock = Clock.systemUTC();
        publishing = new Publishing(
                repository, readModel, new Versions(repository, clock, 10), slugs, clock, registry.current());
    }

    /** @param directory of its data, which may be there already */
    public static Site open(Path directory) throws IOException, RepositoryException {
        Site site = new Site(directory);
        new Bootstrap(site.repository, new InitialPublication(site.publishing)::publish).importSamples();
        return site;
    }

    /** What everybody may read. */
    public PublishedIndex published() {
        return new PublishedIndex(readModel, View.PUBLISHED, registry::current, slugs);
    }

    /** Publishes the values of these languages. */
    public void publish(ItemId item, Locale... languages) throws RepositoryException {
        try {
            publishing
                    .publish(
                            Caller.HOST,
                            new PublishRequest(
                                    List.of(item),
                                    Set.of(languages),
                                    false,
                                    false,
                                    PublishRequest.References.LEAVE,
                                    ""))
                    .execute();
        } catch (NotPublishedException e) {
            throw new AssertionError(e);
        }
    }

    /** Takes the values of these languages back. */
    public void unpublish(ItemId item, Locale... languages) throws RepositoryException {
        try {
            publishing
                    .unpublish(Caller.HOST, new UnpublishRequest(List.of(item), Set.of(languages), false))
                    .execute();
        } catch (NotPublishedException e) {
            throw new AssertionError(e);
        }
    }

    /** Changes the working content. */
    public <T> T edit(String workspace, SessionWork<T> work) throws RepositoryException {
        return repository.write(workspace, work);
    }

    /** Holds working and published content. */
    public ContentRepository repository() {
        return repository;
    }

    @Override
    public void close() throws IOException {
        try (registry;
                repository;
                readModel) {
            // the last one first
        }
    }
}
