package org.heliograph.cms.content;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import javax.jcr.ItemExistsException;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ItemWriterTest {

    private static final Predicate<Optional<Locale>> ALL = language -> true;
    private static final Predicate<Optional<Locale>> SHARED_AND_CHINESE =
            language -> language.map(Locale.CHINESE::equals).orElse(true);
    private static final Predicate<Optional<Locale>> CHINESE_ONLY = Optional.of(Locale.CHINESE)::equals;

    /** Stands for any other workspace. */
    private static final String OTHER = "topics";

    @TempDir
    private Path directory;

    private Authored content;
    private String id;

    @BeforeEach
    void open() throws Exception {
        content = new Authored(directory);
        id = content.addProduct("hook");
    }

    @AfterEach
    void close() throws Exception {
        content.close();
    }

    private ItemNode copy(ItemNode item, Predicate<Optional<Locale>> chosen) throws RepositoryException {
        return content.repository.write(OTHER, session -> {
            Node written = new ItemWriter(content.product(), chosen).write(item, session.getRootNode());
            return ItemNode.of(written);
        });
    }

    private ItemNode edited(Edit edit) throws RepositoryException {
        return content.write(session -> {
            edit.on(session.getNodeByIdentifier(id));
            return ItemNode.of(session.getNodeByIdentifier(id));
        });
    }

    private interface Edit {
        void on(Node product) throws RepositoryException;
    }

    @Test
    void aCopyInAnotherWorkspaceIsEqualWithItsIdentifiers() throws Exception {
        ItemNode item = content.item(id);

        assertThat(copy(item, ALL)).isEqualTo(item);
    }

    @Test
    void aLanguageGoesAlongWithWhatAllShareAndOthersStayAsTheyWere() throws Exception {
        copy(content.item(id), ALL);
        ItemNode changed = edited(product -> {
            product.setProperty("title", "Roof hook II");
            product.setProperty("title_zh", "屋面挂钩二型");
            product.setProperty("sku", "RH-2");
            product.getNode("materials/materials1").setProperty("part", "Long hook");
            product.getNode("materials/materials1").setProperty("part_zh", "加长挂钩");
        });

        ItemNode copy = copy(changed, SHARED_AND_CHINESE);

        assertThat(text(copy, "title")).isEqualTo("Roof hook");
        assertThat(text(copy, "title_zh")).isEqualTo("屋面挂钩二型");
        assertThat(text(copy, "sku")).isEqualTo("RH-2");
        ItemNode row = copy.child("materials").orElseThrow().children().get(1);
        assertThat(text(row, "part")).isEqualTo("Hook");
        assertThat(text(row, "part_zh")).isEqualTo("加长挂钩");
    }

    @Test
    void aCopyOfOneLanguageHasNoValueOfTheOthers() throws Exception {
        ItemNode copy = copy(content.item(id), SHARED_AND_CHINESE);

        assertThat(copy.propertyNames()).contains("title_zh", "sku").doesNotContain("title");
        assertThat(copy.child("materials").orElseThrow().children())
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.propertyNames())
                        .contains("part_zh", "alloy")
                        .doesNotContain("part"));
    }

    @Test
    void aLanguageAloneLeavesWhatAllShare() throws Exception {
        copy(content.item(id), ALL);
        ItemNode changed = edited(product -> {
            product.setProperty("sku", "RH-2");
            product.getProperty("title_zh").remove();
            product.getNode("materials/materials0").remove();
            product.getNode("materials/materials1").setProperty("part_zh", "加长挂钩");
        });

        ItemNode copy = copy(changed, CHINESE_ONLY);

        assertThat(text(copy, "sku")).isEqualTo("RH-1");
        assertThat(copy.propertyNames()).doesNotContain("title_zh");
        List<ItemNode> rows = copy.child("materials").orElseThrow().children();
        assertThat(rows).extracting(row -> text(row, "part_zh")).containsExactly("导轨", "加长挂钩");
    }

    @Test
    void partsMayBeRemovedReorderedRenamedAndAdded() throws Exception {
        copy(content.item(id), ALL);
        ItemNode changed = edited(product -> {
            Node rows = product.getNode("materials");
            rows.getSession().move(rows.getPath() + "/materials0", rows.getPath() + "/x");
            rows.getSession().move(rows.getPath() + "/materials1", rows.getPath() + "/materials0");
            rows.getSession().move(rows.getPath() + "/x", rows.getPath() + "/materials1");
            rows.addNode("materials2", "mgnl:contentNode").setProperty("part", "Screw");
            rows.orderBefore("materials2", "materials1");
            product.addNode("windLimit", "mgnl:contentNode").setProperty("value", 2400.0);
        });

        assertThat(copy(changed, ALL)).isEqualTo(changed);

        ItemNode bare = edited(product -> {
            for (NodeIterator each = product.getNodes(); each.hasNext(); ) {
                each.nextNode().remove();
            }
        });

        assertThat(copy(bare, ALL)).isEqualTo(bare);
    }

    @Test
    void typesMixinsAndKindsOfValuesFollow() throws Exception {
        copy(content.item(id), ALL);
        ItemNode changed = edited(product -> {
            product.addMixin("mgnl:tags");
            product.setProperty("mgnl:tags", new String[] {"a"});
            product.getProperty("sku").remove();
            product.setProperty("sku", new String[] {"RH-1", "RH-2"});
            product.setProperty("moq", 3L);
            product.setProperty("empty", new String[0]);
            product.setProperty("bytes", product.getSession().getValueFactory().createBinary(stream(100_000)));
        });

        ItemNode copy = copy(changed, ALL);

        assertThat(copy).isEqualTo(changed);
        assertThat(copy.properties().get("moq").type()).isEqualTo(PropertyType.LONG);
        ItemNode again = edited(product -> product.removeMixin("mgnl:tags"));
        assertThat(copy(again, ALL)).isEqualTo(again);
    }

    private static InputStream stream(int length) {
        return new ByteArrayInputStream(new byte[length]);
    }

    @Test
    void anItemThatMovedMovesAndItemsBelowItStay() throws Exception {
        copy(content.item(id), ALL);
        content.repository.write(
                OTHER, session -> session.getNodeByIdentifier(id).addNode("child", "hg:product"));
        ItemNode renamed = content.write(session -> {
            session.move("/hook", "/renamed");
            return ItemNode.of(session.getNodeByIdentifier(id));
        });

        copy(renamed, ALL);

        assertThat(content.repository.<Boolean>read(
                        OTHER, session -> session.nodeExists("/renamed/child") && !session.nodeExists("/hook")))
                .isTrue();
    }

    @Test
    void aNameThatAnotherNodeHasIsRefused() throws Exception {
        content.repository.write(OTHER, session -> session.getRootNode().addNode("hook", "hg:product"));
        ItemNode item = content.item(id);

        assertThatThrownBy(() -> copy(item, ALL)).isInstanceOf(ItemExistsException.class);
    }

    @Test
    void theRevisionChangesWithValuesPartsAndTheirOrderOnly() throws Exception {
        String revision = content.item(id).revision();

        assertThat(edited(product -> product.setProperty("mgnl:lastModifiedBy", "joe"))
                        .revision())
                .isEqualTo(revision);
        assertThat(edited(product -> product.getSession().move("/hook", "/renamed"))
                        .revision())
                .isEqualTo(revision);
        String reordered = edited(product -> product.getNode("materials").orderBefore("materials1", "materials0"))
                .revision();
        assertThat(reordered).isNotEqualTo(revision);
        assertThat(edited(product -> product.setProperty("title", "Roof hook ")).revision())
                .isNotEqualTo(reordered);
        assertThat(edited(product -> {
                            product.setProperty("title", "Roof hook");
                            product.getNode("materials").orderBefore("materials0", "materials1");
                        })
                        .revision())
                .isEqualTo(revision);
    }

    @Test
    void foldersAndItemsAreItemsAndAllElseIsAPart() throws Exception {
        content.<Boolean>write(session -> {
            Node folder = session.getRootNode().addNode("folder", "mgnl:folder");
            Node product = folder.addNode("product", "hg:product");
            Node row = product.addNode("rows", "mgnl:contentNode").addNode("row", "mgnl:contentNode");
            assertThat(ItemNode.isItem(folder)).isTrue();
            assertThat(ItemNode.isItem(row)).isFalse();
            assertThat(ItemNode.itemOf(row))
                    .hasValueSatisfying(item -> assertThat(item.toString()).contains("product"));
            assertThat(ItemNode.itemOf(session.getRootNode())).isEmpty();
            assertThat(ItemNode.of(folder).children()).isEmpty();
            assertThat(ItemNode.withItems(folder).children()).hasSize(1);
            return true;
        });
    }

    private static String text(ItemNode node, String property) {
        return node.properties().get(property).text();
    }
}
