package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.Autosaves;
import org.heliograph.cms.content.ItemPlaces;
import org.heliograph.cms.content.ItemState;
import org.heliograph.cms.content.Items;
import org.heliograph.cms.content.Languages;
import org.heliograph.cms.content.Lookup;
import org.heliograph.cms.content.Uses;
import org.heliograph.cms.security.Permission;
import org.heliograph.cms.web.ProblemException;

/** Items: read, made, saved, moved, copied, and who uses them. */
public final class ItemsResource extends Resource {

    /** Bytes of a form: two languages of the longest rich text and the rest. */
    static final int MOST_BYTES = 4 * 1024 * 1024;

    static final Schema REVISION = Schema.text(32, "[0-9a-f]*");
    static final Schema VALUES = Schema.map(Schema.any(), 1_000);
    static final Schema LANGUAGE = Schema.text(20, "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?");
    static final Schema PATH = Schema.text(10_000, "/.*");

    private static final int MOST_USERS = 200;

    private final Items items;
    private final ItemPlaces places;
    private final Uses uses;
    private final Autosaves autosaves;
    private final ItemJson json;

    /** @param lookup finds the titles of items that are referred to */
    public ItemsResource(Items items, ItemPlaces places, Uses uses, Autosaves autosaves, Lookup lookup) {
        this.items = items;
        this.places = places;
        this.uses = uses;
        this.autosaves = autosaves;
        this.json = new ItemJson(lookup);
    }

    @Override
    List<Operation> operations() {
        return List.of(read(), create(), save(), move(), duplicate(), copyLanguage(), users());
    }

    private Operation read() {
        return Operation.get("/items/{workspace}/{path*}", "An item with its values in all languages", "读取条目（含各语言的值）")
                .needs(Need.onItem(Permission.READ))
                .answers(200, ItemJson.ITEM)
                .runs(call -> Answer.ok(json.of(items.read(call.variable("workspace"), call.path()), call)));
    }

    private Operation create() {
        return Operation.post("/items/{workspace}/{path*}", "Makes an item below the path", "在该路径下新建条目")
                .needs(Need.onItem(Permission.READ))
                .takesJson(
                        Schema.object()
                                .may(
                                        "type",
                                        Schema.filledText(255)
                                                .about(
                                                        "Content type, or folder. May be left out where the workspace"
                                                                + " has one content type.",
                                                        "内容类型，或 folder。工作区只有一种内容类型时可省略。"))
                                .may(
                                        "name",
                                        Schema.filledText(255).about("Made from the title if left out.", "省略时由标题生成。"))
                                .may("values", VALUES),
                        MOST_BYTES)
                .answers(201, ItemJson.ITEM)
                .refuses(404, 409, 422)
                .runs(this::create);
    }

    private Answer create(Call call) throws RepositoryException {
        Items.New wanted = new Items.New(
                text(call.body(), "type"),
                text(call.body(), "name"),
                object(call.body().path("values")));
        return Answer.created(
                shown(items.create(call.variable("workspace"), call.path(), wanted, new CallEditor(call)), call));
    }

    private static Optional<String> text(JsonNode body, String member) {
        return Optional.ofNullable(body.path(member).textValue());
    }

    private static JsonNode object(JsonNode values) {
        return values.isMissingNode() ? JsonNodeFactory.instance.objectNode() : values;
    }

    private ObjectNode shown(Items.Saved saved, Call call) {
        ObjectNode shown = json.of(saved.state(), call);
        if (!saved.removed().isEmpty()) {
            ObjectNode removed = shown.putObject("removed");
            saved.removed().forEach((pointer, what) -> what.forEach(removed.putArray("/values" + pointer)::add));
        }
        return shown;
    }

    private Operation save() {
        return Operation.put("/items/{workspace}/{path*}", "Saves values of an item", "保存条目的值")
                .needs(Need.onItem(Permission.CHANGE))
                .takesJson(
                        Schema.object()
                                .with(
                                        "revision",
                                        REVISION.about("Of the item when the form was filled.", "填写表单时条目的修订号。"))
                                .with(
                                        "values",
                                        VALUES.about(
                                                "What changed, or all. Fields, languages and members of rows that are"
                                                        + " left out stay; a list has all its rows; null takes a value"
                                                        + " away.",
                                                "已修改的值或全部值。未发送的字段、语言和行内成员保持不变；列表须包含所有行；null" + " 表示删除。"))
                                .may(
                                        "seen",
                                        VALUES.about(
                                                "What the form showed first; what it leaves out was empty. With it,"
                                                        + " only what somebody else changed meanwhile is a conflict.",
                                                "表单最初显示的值，未列出的视为空。提供后，仅他人同时修改的内容才算冲突。")),
                        MOST_BYTES)
                .answers(200, ItemJson.ITEM)
                .refuses(409, 422)
                .runs(this::save);
    }

    private Answer save(Call call) throws RepositoryException {
        Items.Change change = new Items.Change(
                call.body().path("revision").asText(),
                call.body().path("values"),
                Optional.of(call.body().path("seen")).filter(JsonNode::isObject));
        Items.Saved saved = items.save(call.variable("workspace"), call.path(), change, new CallEditor(call));
        autosaves.remove(
                call.caller().name(),
                saved.state().workspace(),
                saved.state().item().id());
        return Answer.ok(shown(saved, call));
    }

    private Operation move() {
        return Operation.post("/moves/{workspace}/{path*}", "Moves or renames an item", "移动或重命名条目")
                .needs(Need.onItem(Permission.READ))
                .takesJson(Schema.object()
                        .may("parent", PATH.about("New parent.", "新的上级。"))
                        .may("name", Schema.filledText(255).about("New name.", "新的名称。"))
                        .may(
                                "before",
                                Schema.filledText(255)
                                        .about("Name of the sibling that it goes before.", "排在其前的同级条目名称。")))
                .answers(200, ItemJson.ITEM)
                .refuses(409, 422)
                .runs(call -> {
                    ItemPlaces.Move move = new ItemPlaces.Move(
                            text(call.body(), "parent"), text(call.body(), "name"), text(call.body(), "before"));
                    ItemState moved = places.move(call.variable("workspace"), call.path(), move, new CallEditor(call));
                    return Answer.ok(json.of(moved, call));
                });
    }

    private Operation duplicate() {
        return Operation.post("/copies/{workspace}/{path*}", "Makes an item like this one beside it", "在旁边复制一个相同的条目")
                .needs(Need.onItem(Permission.READ))
                .answers(201, ItemJson.ITEM)
                .refuses(422)
                .runs(call -> Answer.created(
                        json.of(items.duplicate(call.variable("workspace"), call.path(), new CallEditor(call)), call)));
    }

    private Operation copyLanguage() {
        return Operation.post(
                        "/translations/{workspace}/{path*}",
                        "Copies the values of one language to another",
                        "将一种语言的值复制到另一种语言")
                .needs(Need.onItem(Permission.CHANGE))
                .takesJson(Schema.object()
                        .with("revision", REVISION)
                        .with("from", LANGUAGE)
                        .with("to", LANGUAGE)
                        .may(
                                "overwrite",
                                Schema.flag()
                                        .about("Whether values that are there already are replaced.", "是否替换已有的值。")))
                .answers(200, ItemJson.ITEM)
                .refuses(409, 422)
                .runs(this::copyLanguage);
    }

    private Answer copyLanguage(Call call) throws RepositoryException {
        JsonNode body = call.body();
        String workspace = call.variable("workspace");
        ItemState before = items.read(workspace, call.path());
        ItemState after = items.copyLanguage(
                workspace,
                call.path(),
                language(before, body, "from"),
                language(before, body, "to"),
                body.path("overwrite").asBoolean(),
                body.path("revision").asText(),
                new CallEditor(call));
        return Answer.ok(json.of(after, call));
    }

    /** The language of the site that a member of a body names. */
    static Locale language(ItemState item, JsonNode body, String member) {
        return item.names().languages().i18n().locales().stream()
                .filter(locale ->
                        locale.toLanguageTag().equals(body.path(member).asText()))
                .findFirst()
                .orElseThrow(() -> new ProblemException(422, "fields-wrong")
                        .withFields(List.of(ProblemException.Field.of("/" + member, "field-language-unknown"))));
    }

    private Operation users() {
        return Operation.get("/users-of/{workspace}/{path*}", "Who uses an item", "哪些内容使用此条目")
                .needs(Need.onItem(Permission.READ))
                .answers(
                        200,
                        Schema.object()
                                .with("total", Schema.integer(0, Integer.MAX_VALUE))
                                .with(
                                        "hidden",
                                        Schema.integer(0, Integer.MAX_VALUE)
                                                .about("Of these not shown to you.", "其中无权查看的数量。"))
                                .with("users", Schema.list(ItemJson.NAMED_ITEM, MOST_USERS)))
                .runs(call -> {
                    ItemState state = items.read(call.variable("workspace"), call.path());
                    return Answer.ok(
                            users(uses.of(state.item().id()), state.names().languages(), call));
                });
    }

    static ObjectNode users(List<Lookup.Found> all, Languages languages, Call call) {
        CallEditor editor = new CallEditor(call);
        List<Lookup.Found> seen = all.stream()
                .filter(user -> editor.mayRead(user.workspace(), user.node().path()))
                .toList();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("total", all.size()).put("hidden", all.size() - seen.size());
        ArrayNode shown = answer.putArray("users");
        seen.stream().limit(MOST_USERS).forEach(user -> shown.add(ItemJson.named(user, languages, call.language())));
        return answer;
    }
}
