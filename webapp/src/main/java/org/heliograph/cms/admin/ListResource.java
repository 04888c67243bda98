package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.definition.ConfigNode;
import org.heliograph.cms.definition.Definition;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.index.IndexBehindException;
import org.heliograph.cms.index.InvalidQueryException;
import org.heliograph.cms.index.ReadModel;
import org.heliograph.cms.index.Snapshot;
import org.heliograph.cms.publish.ItemId;
import org.heliograph.cms.publish.States;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.security.Permission;
import org.heliograph.cms.web.ProblemException;

/** Items of a workspace as lists and trees show them: working content, of which the caller sees what he may read. */
public final class ListResource extends Resource {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MOST_LIMIT = 200;
    private static final int MOST_COLUMNS = 50;
    /** Graphemes of a value; a list is no place to read in. */
    private static final int MOST_SHOWN = 300;

    private static final Pattern GRAPHEME = Pattern.compile("\\X");

    private static final Schema ITEM = Schema.named(
            "ListedItem",
            () -> Schema.object()
                    .with("id", Schema.text(40))
                    .with("name", Schema.text(255))
                    .with("path", Schema.text(20_000))
                    .with("nodeType", Schema.text(200))
                    .with("title", Schema.text(2000))
                    .may(
                            "children",
                            Schema.flag()
                                    .about("With parent: whether something is below it.", "仅在指定 parent 时：其下是否有内容。"))
                    .may("lastModified", Schema.text(40))
                    .may("lastModifiedBy", Schema.text(255))
                    .may("states", StatesResource.STATES)
                    .with(
                            "values",
                            Schema.map(Schema.any(), MOST_COLUMNS)
                                    .about("By column, in the list's language.", "按列给出，使用列表的语言。"))
                    .with(
                            "fallback",
                            Schema.list(Schema.text(255), MOST_COLUMNS)
                                    .about("Columns whose value is that of the default language.", "使用默认语言值的列。")));

    private static final Schema PAGE = Schema.object()
            .with("total", Schema.integer(0, Integer.MAX_VALUE))
            .with("offset", Schema.integer(0, 1_000_000))
            .with("limit", Schema.integer(0, MOST_LIMIT))
            .may(
                    "nextCursor",
                    Schema.text(20_000).about("With cursor, unless this is the last page.", "使用 cursor 且不是最后一页时。"))
            .with("items", Schema.list(ITEM, MOST_LIMIT));

    private final ContentRepository repository;
    private final ReadModel readModel;
    private final States states;
    private final Supplier<Definitions> definitions;

    /**
     * @param states tells how items stand in each language
     * @param definitions the current ones, at each call
     */
    public ListResource(
            ContentRepository repository, ReadModel readModel, States states, Supplier<Definitions> definitions) {
        this.states = states;
        this.repository = repository;
        this.readModel = readModel;
        this.definitions = definitions;
    }

    @Override
    List<Operation> operations() {
        return List.of(Operation.get(
                        "/items/{workspace}",
                        "Items: those below one, all, or what a text finds",
                        "条目列表：某处之下的、全部的或搜索到的")
                .needs(Need.somewhere(Permission.READ))
                .takes(
                        Parameter.text(
                                "parent",
                                10_000,
                                "Path; its children are shown, folders too, in their order. Without it, all items without folders.",
                                "路径；显示其子条目（含文件夹）。省略时显示所有条目，不含文件夹。"),
                        Parameter.text(
                                "q",
                                400,
                                "Text in titles and bodies, in Chinese, pinyin or English; the best first.",
                                "在标题和正文中搜索，支持中文、拼音和英文；最相关的在前。"),
                        Parameter.texts(
                                "filter",
                                2000,
                                "Condition as in delivery, such as moq[gte]=10. All hold.",
                                "与交付接口相同的条件，例如 moq[gte]=10；须全部满足。"),
                        Parameter.texts("nodeType", 200, "Node types that count, subtypes included.", "计入的节点类型，包括子类型。"),
                        Parameter.text(
                                "orderBy",
                                1000,
                                "Columns with asc or desc, separated by commas; jcrName for the name.",
                                "以逗号分隔的列名，可加 asc 或 desc；jcrName 表示名称。"),
                        Parameter.text(
                                "columns",
                                2000,
                                "Names of the values shown, separated by commas; those of the app's list without it.",
                                "显示的列，以逗号分隔；省略时取应用列表中的列。"),
                        Parameter.text("lang", 20, "Language of the values.", "值的语言。"),
                        Parameter.text(
                                "cursor",
                                4000,
                                "Empty for the first page, then nextCursor of the page before.",
                                "第一页留空，之后取上一页的 nextCursor。"),
                        Parameter.flag("states", "Whether to show how each stands in each language.", "是否显示各语言的状态。"),
                        Parameter.integer("offset", 0, 1_000_000, 0, "To leave out.", "跳过的数量。"),
                        Parameter.integer("limit", 0, MOST_LIMIT, 50, "To give at most.", "最多返回的数量。"))
                .answers(200, PAGE)
                .runs(this::list));
    }

    private Answer list(Call call) throws RepositoryException {
        if (!repository.workspaces().contains(call.variable("workspace"))) {
            throw new ProblemException(404, "not-found");
        }
        Definitions now = definitions.get();
        Locale language = language(call, now);
        List<String> columns = columns(call, now);
        try (Snapshot snapshot = readModel.acquire()) {
            ItemQuery query = new ItemQuery(call, snapshot, now, language);
            ItemQuery.Page page = query.page();
            ObjectNode json = JSON.objectNode().put("total", page.total());
            json.put("offset", call.integer("offset")).put("limit", call.integer("limit"));
            page.next().ifPresent(cursor -> json.put("nextCursor", cursor));
            ArrayNode items = json.putArray("items");
            boolean tree = call.text("parent").isPresent();
            for (NodeSnapshot item : page.items()) {
                ObjectNode shown = item(query, item, columns);
                if (tree) {
                    shown.put("children", query.hasChildren(item));
                }
                if (call.flag("states")) {
                    states.of(new ItemId(call.variable("workspace"), item.id()))
                            .ifPresent(each -> shown.set("states", StatesResource.json(each)));
                }
                items.add(shown);
            }
            return Answer.ok(json);
        } catch (InvalidQueryException e) {
            throw new ProblemException(400, "query-not-understood");
        } catch (IndexBehindException e) {
            throw new ProblemException(503, "unavailable");
        }
    }

    private static Locale language(Call call, Definitions definitions) {
        Optional<String> wanted = call.text("lang");
        List<Locale> locales = definitions.site().i18n().locales();
        return wanted.isEmpty()
                ? definitions.site().i18n().defaultLocale()
                : locales.stream()
                        .filter(locale -> locale.toString().equals(wanted.get()))
                        .findFirst()
                        .orElseThrow(() -> new ProblemException(400, "parameters-wrong")
                                .withFields(List.of(ProblemException.Field.of(
                                        "lang",
                                        "field-not-one-of",
                                        locales.toString().replaceAll("[\\[\\]]", "")))));
    }

    private static List<String> columns(Call call, Definitions definitions) {
        Optional<String> wanted = call.text("columns");
        Stream<String> names = wanted.isPresent()
                ? Stream.of(wanted.get().split(","))
                : columnsOfApp(definitions, call.variable("workspace"));
        return names.map(String::strip)
                .filter(name -> !name.isEmpty() && WellFormed.isText(name))
                .distinct()
                .limit(MOST_COLUMNS)
                .toList();
    }

    /** The properties that the list of the first app of a workspace shows. */
    private static Stream<String> columnsOfApp(Definitions definitions, String workspace) {
        return definitions.apps().values().stream()
                .filter(Definition::valid)
                .filter(app -> app.config()
                        .at("datasource.workspace")
                        .flatMap(ConfigNode::text)
                        .filter(workspace::equals)
                        .isPresent())
                .findFirst()
                .stream()
                .flatMap(app -> app.config().at("subApps.browser.workbench.contentViews").stream())
                .flatMap(views -> views.children().values().stream())
                .flatMap(view -> view.get("columns").stream())
                .flatMap(columns -> columns.children().entrySet().stream())
                .filter(ListResource::isOfProperty)
                .map(Map.Entry::getKey);
    }

    private static boolean isOfProperty(Map.Entry<String, ConfigNode> column) {
        return column.getValue().text("$type").map("dateColumn"::equals).orElse(true);
    }

    private static ObjectNode item(ItemQuery query, NodeSnapshot item, List<String> columns) {
        ObjectNode json = JSON.objectNode().put("id", item.id()).put("name", item.name());
        json.put("path", item.path()).put("nodeType", item.primaryType());
        json.put(
                "title",
                query.value(item, "title")
                        .map(shown -> shortened(shown.value().text()))
                        .filter(text -> !text.isBlank())
                        .orElse(item.name()));
        item.property("mgnl:lastModified").ifPresent(value -> json.put("lastModified", value.text()));
        item.property("mgnl:lastModifiedBy").ifPresent(value -> json.put("lastModifiedBy", value.text()));
        ObjectNode values = json.putObject("values");
        ArrayNode fallback = json.putArray("fallback");
        for (String column : columns) {
            query.value(item, column).ifPresent(shown -> {
                write(values, column, shown.value());
                if (shown.fallback()) {
                    fallback.add(column);
                }
            });
        }
        return json;
    }

    private static void write(ObjectNode values, String column, NodeSnapshot.Property property) {
        if (!property.multiple()) {
            property.values().stream().findFirst().ifPresent(value -> values.set(column, JSON.pojoNode(plain(value))));
            return;
        }
        ArrayNode list = values.putArray(column);
        property.values().stream().limit(MOST_COLUMNS).map(ListResource::plain).forEach(list::addPOJO);
    }

    private static Object plain(Object value) {
        boolean itself = value instanceof Long
                || value instanceof Double
                || value instanceof Boolean
                || value instanceof BigDecimal;
        return itself ? value : shortened(value.toString());
    }

    /** Never cut within what a reader takes for one character. */
    private static String shortened(String text) {
        if (text.length() <= MOST_SHOWN) {
            return text;
        }
        Matcher grapheme = GRAPHEME.matcher(text);
        int end = 0;
        for (int i = 0; i < MOST_SHOWN && grapheme.find(); i++) {
            end = grapheme.end();
        }
        return end == text.length() ? text : text.substring(0, end) + "…";
    }
}
