package org.heliograph.cms.content;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.jcr.Node;
import org.heliograph.cms.content.RefusedException.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.heliograph.cms.content.Authored.JANE;
import static org.heliograph.cms.content.Authored.KEPT_VERSIONS;
import static org.heliograph.cms.content.Authored.PRODUCTS;
import static org.heliograph.cms.content.Authored.json;

class VersionsTest {

    @TempDir
    private static Path directory;

    private static Authored content;

    private String id;

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
        id = content.addProduct("hook");
    }

    private int keep(String comment, Locale... languages) throws Exception {
        ItemState state = content.items.read(PRODUCTS, "/hook");
        return content.versions
                .add(List.of(new Versions.Kept(PRODUCTS, "/hook", state.item(), Set.of(languages))), "jane", comment)
                .get(id);
    }

    private ItemState restore(int version, Optional<String> field, Optional<Locale> language) throws Exception {
        String revision = content.items.read(PRODUCTS, "/hook").revision();
        return content.items.restore(PRODUCTS, "/hook", version, field, language, revision, JANE);
    }

    @Test
    void aVersionTellsWhoMadeItWhenAndWhy() throws Exception {
        keep("first");
        content.save("/hook", "{'sku':'RH-2'}");
        keep("second 第二版", Locale.ENGLISH, Locale.CHINESE);

        List<Versions.Version> versions = content.versions.list(PRODUCTS, id);

        assertThat(versions).extracting(Versions.Version::number).containsExactly(2, 1);
        assertThat(versions).extracting(Versions.Version::comment).containsExactly("second 第二版", "first");
        assertThat(versions.get(0).languages()).containsExactly("en", "zh");
        assertThat(versions.get(0).author()).isEqualTo("jane");
        assertThat(versions.get(0).time()).isAfter(versions.get(1).time());
        assertThat(versions.get(0).revision())
                .isEqualTo(content.items.read(PRODUCTS, "/hook").revision());
    }

    @Test
    void aVersionHoldsTheItemAsItWas() throws Exception {
        content.save("/hook", "{'sku':'RH-2'}");
        content.write(session -> {
            Node node = session.getNode("/hook");
            node.setProperty("list", new String[] {"a", "二"});
            node.setProperty("moq", 3L);
            node.setProperty(
                    "bytes", session.getValueFactory().createBinary(new ByteArrayInputStream(new byte[50_000])));
            return node;
        });
        ItemNode before = content.item(id);

        int number = keep("");
        content.write(session -> {
            session.getNode("/hook").getProperty("bytes").remove();
            return session;
        });

        ItemNode kept = content.versions.item(PRODUCTS, id, number).orElseThrow();
        assertThat(kept).isEqualTo(before);
        assertThat(content.versions.item(PRODUCTS, id, 99)).isEmpty();
        ItemState restored = restore(number, Optional.empty(), Optional.empty());
        assertThat(restored.item().properties().get("bytes"))
                .isEqualTo(before.properties().get("bytes"));
        assertThat(restored.revision()).isEqualTo(before.revision());
    }

    @Test
    void onlyTheLatestAreKeptAndNumbersGoOn() throws Exception {
        for (int i = 0; i < KEPT_VERSIONS + 3; i++) {
            keep("version " + i);
        }

        assertThat(content.versions.list(PRODUCTS, id))
                .extracting(Versions.Version::number)
                .containsExactly(8, 7, 6, 5, 4);
    }

    @Test
    void twoStatesAreComparedValueByValue() throws Exception {
        int number = keep("");
        content.save("/hook", """
                {'title':{'zh':'屋面长挂钩'},'moq':4,
                 'materials':[{'@name':'materials1','part':{'zh':'钩'}},{'@name':'materials0'}]}
                """);

        ItemState now = content.items.read(PRODUCTS, "/hook");
        List<ItemChange> changes =
                ItemChange.between(content.versions.item(PRODUCTS, id, number).orElseThrow(), now.item(), now.names());

        assertThat(changes)
                .extracting(change ->
                        change.path() + change.language().map(l -> "@" + l).orElse("") + ": " + change.beforeJson()
                                + " > " + change.afterJson())
                .containsExactly(
                        "title@zh: \"屋面挂钩\" > \"屋面长挂钩\"",
                        "slug@en: null > \"roof-hook\"",
                        "slug@zh: null > \"wu-mian-chang-gua-gou\"",
                        "materials/materials1/part@zh: \"挂钩\" > \"钩\"",
                        "materials/*: [\"materials0\",\"materials1\"] > [\"materials1\",\"materials0\"]",
                        "moq: null > 4");
        assertThat(changes.get(0).pieces()).extracting(TextChanges.Piece::text).containsExactly("屋面", "长", "挂钩");
    }

    @Test
    void oneLanguageComesBackAndTheOtherStays() throws Exception {
        int number = keep("");
        content.save("/hook", """
                {'title':{'en':'New','zh':'新'},'sku':'RH-9',
                 'materials':[{'@name':'materials1','part':{'en':'New hook','zh':'新钩'}},{'part':{'zh':'螺栓'}}]}
                """);

        ItemState restored = restore(number, Optional.empty(), Optional.of(Locale.CHINESE));

        assertThat(restored.form().path("title")).isEqualTo(json("{'en':'New','zh':'屋面挂钩'}"));
        assertThat(restored.form().path("sku").asText()).isEqualTo("RH-9");
        assertThat(restored.form().path("materials")).isEqualTo(json("""
                        [{'@name':'materials1','part':{'en':'New hook','zh':'挂钩'},'alloy':'6063'},
                         {'@name':'materials2','part':{'zh':'螺栓'}}]
                        """));
    }

    @Test
    void oneFieldComesBackAndOthersStay() throws Exception {
        int number = keep("");
        content.save("/hook", "{'title':{'en':'New','zh':'新'},'sku':'RH-9','materials':null}");

        ItemState restored = restore(number, Optional.of("materials"), Optional.empty());

        assertThat(restored.form().path("materials")).hasSize(2);
        assertThat(restored.form().path("sku").asText()).isEqualTo("RH-9");
        ItemState title = restore(number, Optional.of("title"), Optional.of(Locale.ENGLISH));
        assertThat(title.form().path("title")).isEqualTo(json("{'en':'Roof hook','zh':'新'}"));
    }

    @Test
    void restoringIsAChangeLikeAnyOther() throws Exception {
        int number = keep("");
        content.save("/hook", "{'title':{'en':'New'}}");

        RefusedException stale = catchThrowableOfType(
                RefusedException.class,
                () -> content.items.restore(
                        PRODUCTS, "/hook", number, Optional.empty(), Optional.empty(), "old", JANE));
        Editor translator = new TestEditor("lu", Set.of("zh"), Set.of(Editor.Act.READ, Editor.Act.CHANGE));
        String revision = content.items.read(PRODUCTS, "/hook").revision();
        RefusedException foreign = catchThrowableOfType(
                RefusedException.class,
                () -> content.items.restore(
                        PRODUCTS, "/hook", number, Optional.empty(), Optional.empty(), revision, translator));

        assertThat(stale.kind()).isEqualTo(Kind.CONFLICT);
        assertThat(foreign.problems()).extracting(FieldProblem::id).contains("field-language-not-yours");
    }

    @Test
    void versionsOutliveTheItem() throws Exception {
        keep("");
        Trash.Entry entry = content.trash.delete(PRODUCTS, "/hook", false, JANE);

        assertThat(content.versions.list(PRODUCTS, id)).hasSize(1);
        content.trash.restore(entry.id(), Optional.empty(), JANE);
        assertThat(restore(1, Optional.empty(), Optional.empty()).item().id()).isEqualTo(id);
    }
}
