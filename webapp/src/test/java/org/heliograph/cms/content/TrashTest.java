package org.heliograph.cms.content;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.jcr.Node;
import org.heliograph.cms.content.Lookup.Found;
import org.heliograph.cms.content.RefusedException.Kind;
import org.heliograph.cms.repository.ContentRepository;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.heliograph.cms.content.Authored.JANE;
import static org.heliograph.cms.content.Authored.PRODUCTS;

class TrashTest {

    @TempDir
    private static Path directory;

    private static Authored content;

    private String hook;

    @BeforeAll
    static void open() throws Exception {
        content = new Authored(directory);
    }

    @AfterAll
    static void close() throws Exception {
        content.close();
    }

    @BeforeEach
    void startWithOneProduct() throws Exception {
        content.removeAll();
        for (Trash.Entry entry : content.trash.list(JANE)) {
            content.trash.purge(entry.id(), JANE);
        }
        hook = content.addProduct("hook");
    }

    private RefusedException refused(String path, boolean force) {
        return catchThrowableOfType(RefusedException.class, () -> content.trash.delete(PRODUCTS, path, force, JANE));
    }

    @Test
    void whatIsDeletedComesBackAsItWas() throws Exception {
        ItemNode before = content.item(hook);

        Trash.Entry entry = content.trash.delete(PRODUCTS, "/hook", false, JANE);

        assertThat(entry.title()).isEqualTo("Roof hook");
        assertThat(entry.deletedBy()).isEqualTo("jane");
        assertThatThrownBy(() -> content.items.read(PRODUCTS, "/hook")).isInstanceOf(RefusedException.class);
        assertThat(content.trash.list(JANE)).containsExactly(entry);
        content.trash.restore(entry.id(), Optional.empty(), JANE);
        assertThat(content.item(hook)).isEqualTo(before);
        assertThat(content.trash.list(JANE)).isEmpty();
    }

    @Test
    void aFolderGoesAndComesBackWithAllBelowIt() throws Exception {
        content.write(session -> {
            Node folder = session.getRootNode().addNode("folder", "mgnl:folder");
            folder.addNode("inner", "mgnl:folder").addNode("deep", "hg:product").setProperty("sku", "D");
            return session.getWorkspace();
        });

        Trash.Entry entry = content.trash.delete(PRODUCTS, "/folder", false, JANE);
        content.trash.restore(entry.id(), Optional.of("/hook"), JANE);

        assertThat(entry.items()).isEqualTo(3);
        assertThat(content.items
                        .read(PRODUCTS, "/hook/folder/inner/deep")
                        .form()
                        .path("sku")
                        .asText())
                .isEqualTo("D");
    }

    @Test
    void whatOthersUseStaysAndTheyAreNamed() throws Exception {
        content.create("{'sku':'U','related':['" + hook + "']}");

        RefusedException refused = refused("/hook", false);

        assertThat(refused.kind()).isEqualTo(Kind.CONFLICT);
        assertThat(refused.id()).isEqualTo("item-used");
        assertThat((List<?>) refused.details().get("users"))
                .extracting(user -> ((Found) user).node().path())
                .containsExactly("/untitled");
        assertThat(content.items.read(PRODUCTS, "/hook").item().id()).isEqualTo(hook);
    }

    @Test
    void usersThatMayNotBeSeenAreOnlyCounted() throws Exception {
        content.create("{'sku':'U','related':['" + hook + "']}");
        Editor blind = new TestEditor("joe", Set.of(), Set.of(Editor.Act.REMOVE));

        RefusedException refused = catchThrowableOfType(
                RefusedException.class, () -> content.trash.delete(PRODUCTS, "/hook", false, blind));

        assertThat(refused.details()).containsEntry("users", List.of()).containsEntry("hidden", 1);
    }

    @Test
    void whoeverMayPublishDeletesByForce() throws Exception {
        content.create("{'sku':'U','related':['" + hook + "']}");
        Editor editor = new TestEditor("joe", Set.of(), Set.of(Editor.Act.READ, Editor.Act.REMOVE));

        assertThatThrownBy(() -> content.trash.delete(PRODUCTS, "/hook", true, editor))
                .isInstanceOf(SecurityException.class);
        content.trash.delete(PRODUCTS, "/hook", true, JANE);

        assertThat(content.trash.list(JANE)).hasSize(1);
    }

    @Test
    void whatIsPublishedHasToBeTakenBackFirst() throws Exception {
        content.repository.write(ContentRepository.PUBLISHED, session -> {
            Node area = session.getRootNode().addNode(PRODUCTS, "mgnl:folder");
            return new ItemWriter(content.product(), language -> true).write(content.item(hook), area);
        });
        try {
            assertThat(refused("/hook", true).id()).isEqualTo("item-published");
        } finally {
            content.repository.write(ContentRepository.PUBLISHED, session -> {
                session.getNode("/" + PRODUCTS).remove();
                return session;
            });
        }
    }

    @Test
    void whatTookThePlaceOrTheIdentifierMeanwhileStays() throws Exception {
        Trash.Entry entry = content.trash.delete(PRODUCTS, "/hook", false, JANE);
        content.addProduct("hook");

        RefusedException refused = catchThrowableOfType(
                RefusedException.class, () -> content.trash.restore(entry.id(), Optional.empty(), JANE));

        assertThat(refused.id()).isEqualTo("name-taken");
        assertThat(content.trash.list(JANE)).containsExactly(entry);
    }

    @Test
    void whatHasBeenThereForLongGoesForEver() throws Exception {
        Trash.Entry old = content.trash.delete(PRODUCTS, "/hook", false, JANE);

        content.clock.advance(Duration.ofDays(31));

        assertThat(content.trash.list(JANE)).isEmpty();
        assertThatThrownBy(() -> content.trash.restore(old.id(), Optional.empty(), JANE))
                .isInstanceOf(RefusedException.class);
        content.addProduct("other");
        content.trash.delete(PRODUCTS, "/other", false, JANE);
        assertThat(content.repository.<Long>read(
                        ContentRepository.INTERNAL,
                        session -> session.getNode("/trash").getNodes().getSize()))
                .isEqualTo(1);
    }

    @Test
    void whatAKillLeftInBothPlacesIsNotDeleted() throws Exception {
        Trash.Entry entry = content.trash.delete(PRODUCTS, "/hook", false, JANE);
        ItemNode item = content.repository.read(
                ContentRepository.INTERNAL, session -> ItemText.load(session.getNode("/trash/" + entry.id())));
        content.write(
                session -> new ItemWriter(content.product(), language -> true).write(item, session.getRootNode()));

        assertThat(content.trash.list(JANE)).isEmpty();
    }

    @Test
    void itemsMoveAndChangeTheirNamesAndOrder() throws Exception {
        content.addProduct("clamp");
        content.write(session -> session.getRootNode().addNode("folder", "mgnl:folder"));

        ItemState moved = content.places.move(
                PRODUCTS,
                "/hook",
                new ItemPlaces.Move(Optional.of("/folder"), Optional.of("钩"), Optional.empty()),
                JANE);
        content.places.move(
                PRODUCTS,
                "/folder",
                new ItemPlaces.Move(Optional.empty(), Optional.empty(), Optional.of("clamp")),
                JANE);

        assertThat(moved.path()).isEqualTo("/folder/钩");
        assertThat(moved.item().id()).isEqualTo(hook);
        assertThat(content.names("/")).containsExactly("folder", "clamp");
        assertThat(move("/folder", "/folder/钩").id()).isEqualTo("move-into-itself");
        assertThat(move("/clamp", "/nowhere").id()).isEqualTo("parent-missing");
        content.write(session -> session.getNode("/folder").addNode("clamp", "hg:product"));
        assertThat(move("/clamp", "/folder").id()).isEqualTo("name-taken");
    }

    private RefusedException move(String path, String parent) {
        return catchThrowableOfType(
                RefusedException.class,
                () -> content.places.move(
                        PRODUCTS,
                        path,
                        new ItemPlaces.Move(Optional.of(parent), Optional.empty(), Optional.empty()),
                        JANE));
    }
}
