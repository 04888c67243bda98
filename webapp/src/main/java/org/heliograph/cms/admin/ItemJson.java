package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heliograph.cms.content.ItemNode;
import org.heliograph.cms.content.ItemState;
import org.heliograph.cms.content.ItemValue;
import org.heliograph.cms.content.Languages;
import org.heliograph.cms.content.Lookup;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.Titles;
import org.heliograph.cms.content.View;

/** Items in answers. */
final class ItemJson {

    static final Schema NAMED_ITEM = Schema.named(
            "NamedItem",
            () -> Schema.object()
                    .with("workspace", Schema.text(255))
                    .with("path", Schema.text(10_000))
                    .with("id", Schema.text(36))
                    .with("title", Schema.text(20_000))
                    .may("published", Schema.flag().about("Whether it is its published state.", "是否为已发布的状态。")));

    static final Schema ITEM = Schema.named(
            "Item",
            () -> Schema.object()
                    .with("workspace", Schema.text(255))
                    .with("path", Schema.text(10_000))
                    .with("name", Schema.text(255))
                    .with("id", Schema.text(36))
                    .with("nodeType", Schema.text(255))
                    .may("contentType", Schema.text(255))
                    .with("revision", Schema.text(32).about("Send it along with what you save.", "保存时请一并发送。"))
                    .may("created", Schema.text(40))
                    .may("createdBy", Schema.text(255))
                    .may("lastModified", Schema.text(40))
                    .may("lastModifiedBy", Schema.text(255))
                    .with(
                            "values",
                            Schema.map(Schema.any(), 10_000)
                                    .about(
                                            "A member per field that has a value: by language, if it has one per"
                                                    + " language; structured values are objects, lists of them arrays"
                                                    + " whose rows bear @name.",
                                            "每个有值的字段一个成员：分语言的字段按语言列出；结构化的值为对象，其列表为数组，" + "各行带有 @name。"))
                    .with("references", Schema.map(NAMED_ITEM, 1_000))
                    .may(
                            "removed",
                            Schema.map(Schema.list(Schema.text(200), 1_000), 10_000)
                                    .about(
                                            "What was taken out of rich texts before they were stored.",
                                            "保存前从富文本中移除的内容。")));

    /** Titles of referenced items that are looked up for one answer. */
    private static final int MOST_REFERENCES = 500;

    private static final Pattern IDENTIFIER = Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final Lookup lookup;

    ItemJson(Lookup lookup) {
        this.lookup = lookup;
    }

    ObjectNode of(ItemState state, Call call) {
        ItemNode item = state.item();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("workspace", state.workspace())
                .put("path", state.path())
                .put("name", item.name())
                .put("id", item.id())
                .put("nodeType", item.type());
        state.names().declared().type().ifPresent(type -> json.put("contentType", type));
        json.put("revision", state.revision());
        putTrace(json, "created", item);
        putTrace(json, "createdBy", item);
        putTrace(json, "lastModified", item);
        putTrace(json, "lastModifiedBy", item);
        json.set("values", state.form());
        json.set("references", references(state, call));
        return json;
    }

    private static void putTrace(ObjectNode json, String name, ItemNode item) {
        Optional.ofNullable(item.properties().get("mgnl:" + name)).ifPresent(value -> json.put(name, value.text()));
    }

    private ObjectNode references(ItemState state, Call call) {
        Set<String> ids = new LinkedHashSet<>();
        collect(state.item(), ids);
        ids.remove(state.item().id());
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (String id : ids) {
            lookup.byId(View.WORKING, id).stream()
                    .filter(found -> new CallEditor(call)
                            .mayRead(found.workspace(), found.node().path()))
                    .findFirst()
                    .ifPresent(found -> json.set(id, named(found, state.names().languages(), call.language())));
        }
        return json;
    }

    private static void collect(ItemNode node, Set<String> ids) {
        for (Map.Entry<String, ItemValue> property : node.properties().entrySet()) {
            if (!NodeSnapshot.isSystemProperty(property.getKey())) {
                for (String text : property.getValue().texts()) {
                    for (Matcher id = IDENTIFIER.matcher(text); id.find() && ids.size() < MOST_REFERENCES; ) {
                        ids.add(id.group());
                    }
                }
            }
        }
        node.children().forEach(child -> collect(child, ids));
    }

    /** An item by its title. */
    static ObjectNode named(Lookup.Found found, Languages languages, Locale language) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("workspace", found.workspace())
                .put("path", found.node().path())
                .put("id", found.node().id())
                .put("title", Titles.of(found.node(), languages, language));
        if (found.view() == View.PUBLISHED) {
            json.put("published", true);
        }
        return json;
    }
}
