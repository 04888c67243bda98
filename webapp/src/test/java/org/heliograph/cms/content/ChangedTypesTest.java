package org.heliograph.cms.content;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import javax.jcr.PropertyType;
import org.heliograph.cms.definition.ContentType;
import org.heliograph.cms.definition.Site;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heliograph.cms.content.Authored.json;

/** What becomes of stored values when languages and content types change: nothing is lost, whatever the order. */
class ChangedTypesTest {

    private static NodeLanguages names(boolean localized, Locale... locales) {
        ContentType.Property field = new ContentType.Property(
                "name", "String", false, false, localized, false, Optional.empty(), Optional.empty(), List.of());
        ContentType.Property list = new ContentType.Property(
                "rows", "row", false, true, false, false, Optional.empty(), Optional.empty(), List.of());
        ContentType type = new ContentType(
                "thing",
                "test",
                new ContentType.Datasource("things", true, "/", Map.of()),
                new ContentType.Model(
                        "mgnl:content",
                        List.of(field, list),
                        List.of(new ContentType.SubModel("row", "mgnl:contentNode", List.of(field)))));
        Site.I18n i18n = new Site.I18n(true, Locale.ENGLISH, Locale.ENGLISH, List.of(locales));
        return new Languages(i18n).of(Declared.of(type));
    }

    private static ItemNode item(String value, String... translations) {
        TreeMap<String, ItemValue> properties = new TreeMap<>();
        properties.put("name", text(value));
        for (String translation : translations) {
            properties.put("name_" + translation, text(value + " " + translation));
        }
        ItemNode row = node("rows0", properties, List.of());
        return node("thing", properties, List.of(node("rows", new TreeMap<>(), List.of(row))));
    }

    private static ItemNode node(String name, TreeMap<String, ItemValue> properties, List<ItemNode> children) {
        return new ItemNode(name, UUID.randomUUID().toString(), "mgnl:content", List.of(), properties, children);
    }

    private static ItemValue text(String text) {
        return new ItemValue(PropertyType.STRING, false, List.of(text));
    }

    private static ItemNode edited(ItemNode item, NodeLanguages names, String values) {
        ItemEdit edit = new ItemEdit(names.languages());
        ItemNode edited = edit.apply(item, names, json(values));
        assertThat(edit.problems()).isEmpty();
        return edited;
    }

    @Test
    void aFurtherLanguageChangesNoValueOfAThousandItemsAndMayBeTakenBack() {
        NodeLanguages two = names(true, Locale.ENGLISH, Locale.CHINESE);
        NodeLanguages three = names(true, Locale.ENGLISH, Locale.CHINESE, Locale.GERMAN);
        List<ItemNode> items = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            items.add(i % 3 == 0 ? item("n" + i) : item("n" + i, "zh"));
        }

        for (ItemNode item : items) {
            ObjectNode before = ItemForm.of(item, two);
            assertThat(ItemForm.of(item, three)).isEqualTo(before);
            ItemNode german = edited(item, three, "{'name':{'de':'deutsch'}}");
            assertThat(ItemForm.of(german, three).path("name").path("de").asText())
                    .isEqualTo("deutsch");
            ItemNode later = edited(german, two, "{'name':{'zh':'后来'}}");
            assertThat(ItemForm.of(later, three).path("name").path("de").asText())
                    .isEqualTo("deutsch");
            ItemNode back = edited(german, three, "{'name':{'de':null}}");
            assertThat(ItemForm.of(back, two)).isEqualTo(before);
            assertThat(back.revision()).isEqualTo(item.revision());
        }
    }

    @Test
    void aFieldThatBecomesLocalizedKeepsItsValueAsThatOfTheDefaultLanguage() {
        NodeLanguages shared = names(false, Locale.ENGLISH, Locale.CHINESE);
        NodeLanguages localized = names(true, Locale.ENGLISH, Locale.CHINESE);
        ItemNode item = item("value");

        assertThat(ItemForm.of(item, shared).path("name").asText()).isEqualTo("value");
        assertThat(ItemForm.of(item, localized))
                .isEqualTo(json("{'name':{'en':'value'},'rows':[{'@name':'rows0','name':{'en':'value'}}]}"));
        ItemNode translated = edited(item, localized, "{'name':{'zh':'值'}}");
        assertThat(ItemForm.of(translated, localized).path("name")).isEqualTo(json("{'en':'value','zh':'值'}"));
    }

    @Test
    void aFieldThatCeasesToBeLocalizedKeepsAllItsTranslations() {
        NodeLanguages shared = names(false, Locale.ENGLISH, Locale.CHINESE);
        ItemNode item = item("value", "zh");

        assertThat(ItemForm.of(item, shared).path("name")).isEqualTo(json("{'en':'value','zh':'value zh'}"));
        ItemNode edited = edited(item, shared, "{'name':{'en':'new'}}");
        assertThat(ItemForm.of(edited, shared).path("name")).isEqualTo(json("{'en':'new','zh':'value zh'}"));
        ItemNode plain = edited(item, shared, "{'name':{'zh':null}}");
        assertThat(ItemForm.of(plain, shared).path("name").asText()).isEqualTo("value");
    }

    @Test
    void everyPairOfLanguagesMayBeCopiedAndTheOthersStay() {
        Locale[] locales = {Locale.ENGLISH, Locale.CHINESE, Locale.GERMAN, new Locale("zh", "TW")};
        NodeLanguages names = names(true, locales);
        ItemNode item = item("v", "zh", "de", "zh_TW");
        for (Locale from : locales) {
            for (Locale to : locales) {
                ItemState state = new ItemState("things", "/thing", item, names);
                ItemNode copied = Copies.toLanguage(state, from, to, true);
                ObjectNode before = ItemForm.of(item, names);
                ObjectNode after = ItemForm.of(copied, names);
                for (Locale each : locales) {
                    Locale source = each.equals(to) ? from : each;
                    assertThat(after.path("name").path(each.toLanguageTag()))
                            .isEqualTo(before.path("name").path(source.toLanguageTag()));
                    assertThat(after.at("/rows/0/name/" + each.toLanguageTag()))
                            .isEqualTo(before.at("/rows/0/name/" + source.toLanguageTag()));
                }
            }
        }
    }
}
