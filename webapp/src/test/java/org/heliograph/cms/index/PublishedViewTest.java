package org.heliograph.cms.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import org.apache.jackrabbit.core.NodeImpl;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.PublishedLanguages;
import org.heliograph.cms.content.View;
import org.heliograph.cms.repository.ContentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class PublishedViewTest {

    private static final String ID = "0b1d7a52-5d23-4a42-9d3b-3e7d3d1c7a11";

    @TempDir
    private Path directory;

    private Indexed content;

    @BeforeEach
    void open() throws RepositoryException, IOException {
        content = Indexed.open(directory);
    }

    @AfterEach
    void close() throws IOException {
        content.close();
    }

    private void publish(String name, String id, Set<String> languages, String title) throws RepositoryException {
        content.repository().write(ContentRepository.PUBLISHED, session -> {
            Node root = session.getRootNode();
            Node area = root.hasNode(Indexed.WORKSPACE)
                    ? root.getNode(Indexed.WORKSPACE)
                    : root.addNode(Indexed.WORKSPACE, "mgnl:folder");
            Node node = ((NodeImpl) area).addNodeWithUuid(name, "mgnl:content", id);
            node.setProperty("title", title);
            node.addNode("part", "mgnl:contentNode");
            PublishedLanguages.set(node, languages);
            return true;
        });
    }

    private static Search all() {
        return new Search(
                View.PUBLISHED, Indexed.WORKSPACE, List.of("mgnl:content"), false, "", List.of(), "", List.of(), 0, 10);
    }

    @Test
    void publishedNodesAreReadUnderTheirPathsAndNotAmongWorkingOnes() throws Exception {
        // given
        publish("news", ID, Set.of(), "out");
        content.write(session -> session.getRootNode().addNode("draft", "mgnl:content"));

        // when, then
        try (Snapshot now = content.acquire()) {
            NodeSnapshot node =
                    now.byPath(View.PUBLISHED, Indexed.WORKSPACE, "/news").orElseThrow();
            assertThat(node.id()).isEqualTo(ID);
            assertThat(node.path()).isEqualTo("/news");
            assertThat(now.byId(View.PUBLISHED, Indexed.WORKSPACE, ID)).contains(node);
            assertThat(now.children(View.PUBLISHED, Indexed.WORKSPACE, node))
                    .extracting(NodeSnapshot::path)
                    .containsExactly("/news/part");
            NodeSnapshot root =
                    now.byPath(View.PUBLISHED, Indexed.WORKSPACE, "/").orElseThrow();
            assertThat(now.children(View.PUBLISHED, Indexed.WORKSPACE, root)).containsExactly(node);
            assertThat(now.search(all()).ids()).containsExactly(ID);
            assertThat(now.byPath(View.WORKING, Indexed.WORKSPACE, "/news")).isEmpty();
            assertThat(now.byPath(View.PUBLISHED, Indexed.WORKSPACE, "/draft")).isEmpty();
        }
    }

    @Test
    void anIndexMadeAnewHoldsWhatIsPublished() throws Exception {
        // given
        publish("news", ID, Set.of("zh"), "out");
        content.close();

        // when
        content.reopen();

        // then
        try (Snapshot now = content.acquire()) {
            assertThat(now.byPath(View.PUBLISHED, Indexed.WORKSPACE, "/news/part"))
                    .isPresent();
        }
    }

    @Test
    void whatIsPublishedInOtherLanguagesIsNotThere() throws Exception {
        // given
        publish("chinese", ID, Set.of("zh"), "zh");
        publish("every", "0b1d7a52-5d23-4a42-9d3b-3e7d3d1c7a12", Set.of(), "all");

        // when, then
        try (Snapshot now = content.acquire()) {
            NodeSnapshot root =
                    now.byPath(View.PUBLISHED, Indexed.WORKSPACE, "/").orElseThrow();
            now.showOnly(Set.of("en"));
            assertThat(now.byPath(View.PUBLISHED, Indexed.WORKSPACE, "/chinese"))
                    .isEmpty();
            assertThat(now.byId(View.PUBLISHED, Indexed.WORKSPACE, ID)).isEmpty();
            assertThat(now.children(View.PUBLISHED, Indexed.WORKSPACE, root))
                    .extracting(NodeSnapshot::name)
                    .containsExactly("every");
            assertThat(now.search(all()).total()).isEqualTo(1);
            assertThat(now.facets(all(), List.of("title")).get("title"))
                    .extracting(FacetValue::value)
                    .containsExactly("all");

            now.showOnly(Set.of("zh", "en"));
            assertThat(now.search(all()).total()).isEqualTo(2);
        }
    }

    @Test
    void anAnswerIsMadeAnewWhenALanguageIsTakenBack() throws Exception {
        // given
        publish("news", ID, Set.of("en", "zh"), "out");
        Basis basis;
        try (Snapshot now = content.acquire()) {
            Reads reads = new Reads();
            now.noteIn(reads);
            now.showOnly(Set.of("en"));
            assertThat(now.search(all()).total()).isEqualTo(1);
            basis = now.basis(reads);
        }

        // when
        content.repository().write(ContentRepository.PUBLISHED, session -> {
            PublishedLanguages.set(session.getNode("/" + Indexed.WORKSPACE + "/news"), Set.of("zh"));
            return true;
        });

        // then
        assertThat(content.model().isCurrent(basis)).isFalse();
        try (Snapshot now = content.acquire()) {
            now.showOnly(Set.of("en"));
            assertThat(now.search(all()).total()).isZero();
            Optional<NodeSnapshot> hidden = now.byPath(View.PUBLISHED, Indexed.WORKSPACE, "/news");
            assertThat(hidden).isEmpty();
        }
    }

    @Test
    void noAnswerShowsTheLanguagesOfANode() throws Exception {
        // given
        publish("news", ID, Set.of("en"), "out");

        // when
        try (Snapshot now = content.acquire()) {
            NodeSnapshot node =
                    now.byPath(View.PUBLISHED, Indexed.WORKSPACE, "/news").orElseThrow();

            // then
            assertThat(node.properties()).doesNotContainKey(PublishedLanguages.PROPERTY);
            assertThat(node.types()).doesNotContain(PublishedLanguages.MIXIN);
        }
    }
}
