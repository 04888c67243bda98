package org.heliograph.cms.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import org.heliograph.cms.repository.ContentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heliograph.cms.publish.Published.EN;
import static org.heliograph.cms.publish.Published.ZH;

class InitialPublicationTest {

    @TempDir
    private Path directory;

    private Published content;

    @BeforeEach
    void open() throws IOException, RepositoryException {
        content = Published.open(directory);
    }

    @AfterEach
    void close() throws IOException {
        content.close();
    }

    private InitialPublication initial() {
        return new InitialPublication(content.publishing());
    }

    @Test
    void whatAnEarlierVersionHeldCountsAsPublishedOnce() throws Exception {
        // given
        content.edit("books", session -> session.getRootNode().addNode("shelf", "mgnl:folder") != null);
        ItemId above = content.book("/shelf", "a");
        ItemId below = content.book("/shelf/a", "b");

        // when
        initial().complete();

        // then
        assertThat(content.seen(above, EN)).isPresent();
        assertThat(content.seen(below, ZH)).isPresent();
        assertThat(content.children("books", "/shelf")).containsExactly("a");
        ItemId later = content.book("/shelf", "c");
        content.unpublish(Set.of(), below);
        initial().complete();
        assertThat(content.seen(later, ZH, EN)).isEmpty();
        assertThat(content.seen(below, ZH, EN)).isEmpty();
    }

    @Test
    void whatDeliveryNeverShowsIsNotCopied() throws Exception {
        // given
        String message = content.edit("contact-messages", session -> {
            Node node = session.getRootNode().addNode("m", "hg:contactMessage");
            node.setProperty("message", "private");
            return node.getIdentifier();
        });

        // when
        initial().complete();
        initial().publish("contact-messages", List.of("/m"));

        // then
        boolean copied = content.repository()
                .read(
                        ContentRepository.PUBLISHED,
                        session -> PublishedTree.find(session, new ItemId("contact-messages", message))
                                .isPresent());
        assertThat(copied).isFalse();
    }

    @Test
    void importedContentIsPublishedAgainInItsPlace() throws Exception {
        // given
        ItemId book = content.book("/", "a");
        initial().publish("books", List.of("/a"));
        content.set(book, "title", "Imported anew");

        // when
        initial().publish("books", List.of("/a"));

        // then
        assertThat(content.value(book, "title")).contains("Imported anew");
        assertThat(content.children("books", "/")).containsExactly("a");
    }

    @Test
    void whatIsImportedBelowSomethingTakenBackStaysBack() throws Exception {
        // given
        ItemId above = content.book("/", "a");
        initial().publish("books", List.of("/a"));
        content.unpublish(Set.of(), above);
        ItemId below = content.book("/a", "b");

        // when
        initial().publish("books", List.of("/a/b"));

        // then
        assertThat(content.seen(below, ZH, EN)).isEmpty();
    }
}
