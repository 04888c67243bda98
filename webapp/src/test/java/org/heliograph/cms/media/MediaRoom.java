package org.heliograph.cms.media;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.View;
import org.heliograph.cms.definition.DefinitionRegistry;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.security.Caller;
import org.heliograph.cms.security.Rights;
import org.heliograph.cms.web.ProblemException;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A repository with what takes files into it. */
final class MediaRoom implements AutoCloseable {

    static final Caller EDITOR = new Caller("li", Set.of(), Rights.ALL, Caller.Via.SESSION);

    private final ContentRepository repository;
    private final Media media;

    MediaRoom(Path directory) throws RepositoryException, IOException {
        repository = ContentRepository.open(directory.resolve("repository"));
        Definitions definitions = DefinitionRegistry.load(List.of());
        media = new Media(repository, directory.resolve("media"), () -> definitions, Clock.systemUTC());
    }

    Media media() {
        return media;
    }

    ContentRepository repository() {
        return repository;
    }

    Uploads.Stored add(String fileName, byte[] bytes) {
        try {
            return media.uploads().add(EDITOR, "/", fileName, new ByteArrayInputStream(bytes));
        } catch (IOException | RepositoryException e) {
            throw new AssertionError(e);
        }
    }

    /** The id of the problem for which a file is refused. */
    String refusal(String fileName, byte[] bytes) {
        ProblemException problem = catchThrowableOfType(ProblemException.class, () -> add(fileName, bytes));
        return problem == null ? "taken" : problem.status() + " " + problem.id();
    }

    byte[] stored(String id) {
        try (AssetFile file = file(id);
                InputStream in = file.open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    AssetFile file(String id) {
        try {
            return new AssetFiles(repository, View.WORKING).byId(id).orElseThrow();
        } catch (RepositoryException e) {
            throw new AssertionError(e);
        }
    }

    /** A property of the node {@code jcr:content} or of the asset itself, as text. */
    String property(String id, String name) {
        try {
            return repository.read("dam", session -> {
                Node node = session.getNodeByIdentifier(id);
                return node.hasProperty(name) ? node.getProperty(name).getString() : "";
            });
        } catch (RepositoryException e) {
            throw new AssertionError(e);
        }
    }

    long assets() {
        try {
            return repository.read(
                    "dam", session -> session.getRootNode().getNodes("*.*").getSize());
        } catch (RepositoryException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        repository.close();
    }
}
