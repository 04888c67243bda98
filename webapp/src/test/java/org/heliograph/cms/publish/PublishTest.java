package org.heliograph.cms.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.publish.PublishRequest.References;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.security.AuditLog;
import org.heliograph.cms.security.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.heliograph.cms.publish.Published.EN;
import static org.heliograph.cms.publish.Published.ZH;

class PublishTest {

    private static final Set<Locale> ALL = Set.of();

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

    private static List<String> obstacles(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(NotPublishedException.class, call).obstacles().stream()
                .map(Obstacle::id)
                .toList();
    }

    @Test
    void whatIsPublishedIsSeenWhenTheCallReturns() throws Exception {
        // given
        ItemId book = content.book("/", "a");

        // when
        content.publish(ALL, book);

        // then
        assertThat(content.value(book, "title")).contains("The a");
        assertThat(content.value(book, "title_zh")).contains("书a");
    }

    @Test
    void workingChangesAreNotSeenUntilTheyArePublished() throws Exception {
        // given
        ItemId book = content.book("/", "a");
        content.publish(ALL, book);

        // when
        content.set(book, "title", "draft");

        // then
        assertThat(content.value(book, "title")).contains("The a");
        content.publish(ALL, book);
        assertThat(content.value(book, "title")).contains("draft");
    }

    @Test
    void oneLanguageIsPublishedWithoutTheOther() throws Exception {
        // given
        ItemId book = content.book("/", "a");

        // when
        content.publish(Set.of(ZH), book);

        // then
        assertThat(content.seen(book, EN)).isEmpty();
        assertThat(content.seen(book, ZH, EN)).isPresent();
        assertThat(content.value(book, "title")).isEmpty();
        assertThat(content.value(book, "title_zh")).contains("书a");
    }

    @Test
    void publishingALanguageLeavesTheOtherAsItWasPublished() throws Exception {
        // given
        ItemId book = content.book("/", "a");
        content.publish(ALL, book);
        content.set(book, "title", "new");
        content.set(book, "title_zh", "新");
        content.set(book, "code", "7");

        // when
        content.publish(Set.of(ZH), book);

        // then
        assertThat(content.value(book, "title")).contains("The a");
        assertThat(content.value(book, "title_zh")).contains("新");
        assertThat(content.value(book, "code")).contains("7");
        assertThat(content.seen(book, EN)).isPresent();
    }

    @Test
    void valuesPerLanguageOfPartsArePublishedPerLanguage() throws Exception {
        // given
        ItemId book = content.book("/", "a");
        content.edit("books", session -> {
            Node chapters = session.getNode("/a").addNode("chapters", "mgnl:contentNode");
            Node first = chapters.addNode("0", "mgnl:contentNode");
            first.setProperty("heading", "One");
            first.setProperty("heading_zh", "一");
            first.setProperty("pages", 12);
            return true;
        });

        // when
        content.publish(Set.of(ZH), book);

        // then
        NodeSnapshot chapter = published("books", "/a/chapters/0");
        assertThat(chapter.properties().keySet())
                .contains("heading_zh", "pages")
                .doesNotContain("heading");
    }

    private NodeSnapshot published(String workspace, String path) {
        try (var snapshot = content.readModel().acquire()) {
            return snapshot.byPath(org.heliograph.cms.content.View.PUBLISHED, workspace, path)
                    .orElseThrow();
        }
    }

    @Test
    void aLanguageIsTakenBack() throws Exception {
        // given
        ItemId book = content.book("/", "a");
        content.publish(ALL, book);

        // when
        content.unpublish(Set.of(EN), book);

        // then
        assertThat(content.seen(book, EN)).isEmpty();
        assertThat(content.value(book, "title")).isEmpty();
        assertThat(content.value(book, "title_zh")).contains("书a");
        content.unpublish(Set.of(ZH), book);
        assertThat(content.seen(book, ZH, EN)).isEmpty();
    }

    @Test
    void anItemThatEditorsHaveDeletedIsTakenBack() throws Exception {
        // given
        ItemId book = content.book("/", "a");
        content.publish(ALL, book);
        content.edit("books", session -> {
            session.getNode("/a").remove();
            return true;
        });

        // when
        content.unpublish(ALL, book);

        // then
        assertThat(content.seen(book, ZH, EN)).isEmpty();
    }

    @Test
    void foldersAreMadeWithoutTheirValues() throws Exception {
        // given
        content.edit("books", session -> {
            Node folder = session.getRootNode().addNode("shelf", "mgnl:folder");
            folder.setProperty("title", "canary");
            return true;
        });
        ItemId book = content.book("/shelf", "a");

        // when
        content.publish(ALL, book);

        // then
        assertThat(published("books", "/shelf/a").id()).isEqualTo(book.id());
        assertThat(published("books", "/shelf").properties()).doesNotContainKey("title");
    }

    @Test
    void anItemBelowAnUnpublishedOneIsRefusedOrTakesItAlong() throws Exception {
        // given
        ItemId above = content.book("/", "a");
        ItemId below = content.book("/a", "b");

        // when, then
        assertThat(obstacles(() -> content.publish(ALL, below))).containsExactly("publish-parent-missing");
        assertThat(content.seen(below, EN)).isEmpty();
        content.publishing()
                .publish(Caller.HOST, new PublishRequest(List.of(below), ALL, false, true, References.LEAVE, ""))
                .execute();
        assertThat(content.seen(above, EN)).isPresent();
        assertThat(content.seen(below, EN)).isPresent();
    }

    @Test
    void takingBackAnItemWithOthersBelowIsRefusedOrTakesThemBack() throws Exception {
        // given
        ItemId above = content.book("/", "a");
        ItemId below = content.book("/a", "b");
        content.publish(ALL, above, below);

        // when, then
        assertThat(obstacles(() -> content.unpublish(ALL, above))).containsExactly("publish-below-published");
        content.publishing()
                .unpublish(Caller.HOST, new UnpublishRequest(List.of(above), ALL, true))
                .execute();
        assertThat(content.seen(below, ZH, EN)).isEmpty();
    }

    @Test
    void whatIsReferredToIsRefusedByNameOrTakenAlongOrLeft() throws Exception {
        // given
        ItemId author = content.author("lin");
        ItemId book = content.book("/", "a");
        content.set(book, "author", author.id());

        // when, then
        NotPublishedException refused =
                catchThrowableOfType(NotPublishedException.class, () -> content.publish(References.REFUSE, ALL, book));
        assertThat(refused.obstacles())
                .containsExactly(Obstacle.of("publish-reference-missing", "books", "/a", "authors:/lin"));
        Plan plan = content.publish(References.INCLUDE, ALL, book);
        assertThat(plan.items()).extracting(Plan.Planned::path).containsExactlyInAnyOrder("/a", "/lin");
        assertThat(content.seen(author, EN)).isPresent();
    }

    @Test
    void itemsThatReferToEachOtherArePublishedInEitherOrder() throws Exception {
        // given
        ItemId author = content.author("lin");
        ItemId book = content.book("/", "a");
        content.set(book, "author", author.id());
        content.set(author, "favourite", book.id());

        // when
        content.publish(References.LEAVE, ALL, author);
        content.publish(References.REFUSE, ALL, book);

        // then
        assertThat(content.value(author, "favourite")).contains(book.id());
        assertThat(content.value(book, "author")).contains(author.id());
    }

    @Test
    void aMovedAndRenamedItemIsMoved() throws Exception {
        // given
        ItemId shelf = content.book("/", "shelf");
        ItemId book = content.book("/", "a");
        content.publish(ALL, shelf, book);
        content.edit("books", session -> {
            session.move("/a", "/shelf/b");
            return true;
        });

        // when
        content.publish(ALL, book);

        // then
        assertThat(published("books", "/shelf/b").id()).isEqualTo(book.id());
        assertThat(content.children("books", "/")).containsExactly("shelf");
    }

    @Test
    void itemsThatSwapNamesArePublishedTogether() throws Exception {
        // given
        ItemId a = content.book("/", "a");
        ItemId b = content.book("/", "b");
        content.publish(ALL, a, b);
        content.edit("books", session -> {
            session.move("/a", "/c");
            session.move("/b", "/a");
            session.move("/c", "/b");
            return true;
        });

        // when, then
        assertThat(obstacles(() -> content.publish(ALL, a))).containsExactly("publish-place-taken");
        content.publish(ALL, a, b);
        assertThat(published("books", "/a").id()).isEqualTo(b.id());
        assertThat(published("books", "/b").id()).isEqualTo(a.id());
    }

    @Test
    void siblingsKeepTheOrderThatEditorsGaveThem() throws Exception {
        // given
        ItemId a = content.book("/", "a");
        ItemId b = content.book("/", "b");
        ItemId c = content.book("/", "c");
        ItemId d = content.book("/", "d");

        // when
        content.publish(ALL, d);
        content.publish(ALL, b);
        content.publish(ALL, c, a);

        // then
        assertThat(content.children("books", "/")).containsExactly("a", "b", "c", "d");
        content.edit("books", session -> {
            session.getRootNode().orderBefore("d", "a");
            return true;
        });
        content.publish(ALL, d);
        assertThat(content.children("books", "/")).containsExactly("d", "a", "b", "c");
    }

    @Test
    void aSetInBothLanguagesIsRefusedWhereOneLacksAFieldWhichIsNamed() throws Exception {
        // given
        ItemId whole = content.book("/", "a");
        ItemId lacking = content.book("/", "b");
        content.set(lacking, "title", "");

        // when
        NotPublishedException refused = catchThrowableOfType(
                NotPublishedException.class, () -> content.publish(Set.of(ZH, EN), whole, lacking));

        // then
        assertThat(refused.obstacles())
                .containsExactly(new Obstacle("field-empty", "books", "/b", "/title/en", "en", List.of()));
        assertThat(content.seen(whole, ZH, EN)).isEmpty();
        content.publish(Set.of(ZH), whole, lacking);
        assertThat(content.seen(lacking, ZH)).isPresent();
    }

    @Test
    void aSetIsPublishedWhollyOrNotAtAll() throws Exception {
        // given
        ItemId a = content.book("/", "a");
        ItemId below = content.book("/a", "b");
        ItemId other = content.book("/", "c");

        // when
        assertThat(obstacles(() -> content.publish(ALL, other, below))).containsExactly("publish-parent-missing");

        // then
        assertThat(content.seen(other, EN)).isEmpty();
        assertThat(content.seen(a, EN)).isEmpty();
    }

    @Test
    void magnoliasFactsAreNotedOnTheWorkingItem() throws Exception {
        // given
        ItemId book = content.book("/", "a");

        // when
        content.publish(ALL, book);

        // then
        assertThat(fact(book, "mgnl:activationStatus")).isEqualTo("true");
        assertThat(fact(book, "mgnl:lastActivatedBy")).isEqualTo("system");
        assertThat(fact(book, "mgnl:lastActivated")).isNotEmpty();
        assertThat(fact(book, "mgnl:lastActivatedVersion")).isEqualTo("1");
        content.unpublish(ALL, book);
        assertThat(fact(book, "mgnl:activationStatus")).isEqualTo("false");
    }

    private String fact(ItemId item, String name) throws RepositoryException {
        return content.repository()
                .read(
                        item.workspace(),
                        session -> session.getNodeByIdentifier(item.id())
                                .getProperty(name)
                                .getString());
    }

    @Test
    void factsThatAKilledProcessOwedAreNotedAtTheNextStart() throws Exception {
        // given
        ItemId book = content.book("/", "a");
        Marks.Mark mark = new Marks.Mark(Map.of(book, "3"), Instant.now(), "jane", true, "");
        content.edit(ContentRepository.PUBLISHED, session -> new Marks(content.repository()).add(session, mark));

        // when
        content.restart();

        // then
        assertThat(fact(book, "mgnl:lastActivatedBy")).isEqualTo("jane");
        assertThat(fact(book, "mgnl:lastActivatedVersion")).isEqualTo("3");
    }

    @Test
    void anIdentifierThatAnotherWorkspacePublishedIsRefused() throws Exception {
        // given
        ItemId book = content.book("/", "a");
        content.publish(ALL, book);
        ItemId same = content.edit("authors", session -> {
            Node node = ((org.apache.jackrabbit.core.NodeImpl) session.getRootNode())
                    .addNodeWithUuid("same", "t:author", book.id());
            node.setProperty("name", "same");
            return new ItemId("authors", node.getIdentifier());
        });

        // when, then
        assertThat(obstacles(() -> content.publish(ALL, same))).containsExactly("publish-identifier-taken");
        assertThat(content.seen(book, EN)).isPresent();
    }

    @Test
    void theAuditLogTellsOfItUnderTheWorkspaceThatItIsFrom() throws Exception {
        // given
        ItemId book = content.book("/", "a");
        Path log = directory.resolve("audit");
        try (AuditLog audit = AuditLog.open(log, Clock.systemUTC())) {
            audit.follow(content.repository());

            // when
            content.publish(ALL, book);
            content.unpublish(Set.of(EN), book);
        }

        // then
        String lines;
        try (Stream<Path> files = Files.list(log)) {
            lines = Files.readString(files.findFirst().orElseThrow());
        }
        assertThat(lines)
                .contains("\"action\":\"publish\",\"target\":\"books:/a\"")
                .contains("\"action\":\"unpublish\",\"target\":\"books:/a\"")
                .doesNotContain("published:")
                .doesNotContain("heliograph:");
    }

    @Test
    void aCallerWithoutTheRightIsRefusedAndLearnsNothing() throws Exception {
        // given
        ItemId book = content.book("/", "a");

        // when, then
        assertThatThrownBy(() -> content.publishing()
                        .publish(
                                Caller.NOBODY,
                                new PublishRequest(List.of(book), ALL, false, false, References.LEAVE, ""))
                        .execute())
                .isInstanceOf(NotPublishedException.class)
                .hasMessageNotContaining("/a");
    }
}
