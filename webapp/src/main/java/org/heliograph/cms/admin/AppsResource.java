package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.heliograph.cms.definition.ConfigNode;
import org.heliograph.cms.definition.Definition;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.definition.Site;
import org.heliograph.cms.security.Permission;
import org.heliograph.cms.web.ProblemException;

/** The apps of the light modules whose workspace the caller may read: their lists and forms, with labels. */
public final class AppsResource extends Resource {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final Parameter LANG = Parameter.of(
            "lang",
            Schema.oneOf("en", "zh"),
            "Language of the labels; that of Accept-Language where it is left out.",
            "标签语言；省略时取 Accept-Language。");

    private static final Schema COLUMN = Schema.object()
            .with("name", Schema.text(255).about("Name of a property, or of what the type says.", "属性名，或由类型决定。"))
            .with(
                    "type",
                    Schema.text(100)
                            .about(
                                    "As Magnolia names it; propertyColumn for a value.",
                                    "Magnolia 的列类型名；propertyColumn 表示属性值。"))
            .with("label", Schema.text(500));

    private static final Schema VIEW = Schema.object()
            .with("name", Schema.text(255))
            .with("type", Schema.text(100))
            .with("columns", Schema.list(COLUMN, 100));

    private static final Schema SUMMARY = Schema.object()
            .with("name", Schema.text(255))
            .with("label", Schema.text(500))
            .with("icon", Schema.text(255))
            .with("workspace", Schema.text(100));

    private static final Schema LANGUAGE = Schema.object()
            .with("name", Schema.text(20))
            .with("label", Schema.text(200))
            .with("suffix", Schema.text(30).about("Of the names of its values.", "该语言属性名的后缀。"))
            .with("editable", Schema.flag().about("Whether the caller may edit it.", "调用者是否可以编辑。"));

    private static final Schema APP = Schema.named(
            "App",
            () -> Schema.object()
                    .with("name", Schema.text(255))
                    .with("label", Schema.text(500))
                    .with("icon", Schema.text(255))
                    .with("workspace", Schema.text(100))
                    .with("rootPath", Schema.text(2000))
                    .may("contentType", Schema.text(255))
                    .with("nodeTypes", Schema.list(Schema.text(100), 100))
                    .may("searchPlaceholder", Schema.text(500))
                    .with("languages", Schema.list(LANGUAGE, 100))
                    .with("views", Schema.list(VIEW, 20))
                    .may("form", AppForm.FORM));

    private final Supplier<Definitions> definitions;

    /** @param definitions the current ones, at each call */
    public AppsResource(Supplier<Definitions> definitions) {
        this.definitions = definitions;
    }

    @Override
    List<Operation> operations() {
        return List.of(
                Operation.get("/apps", "Apps that the caller may use", "调用者可用的应用")
                        .takes(LANG)
                        .answers(200, Schema.object().with("apps", Schema.list(SUMMARY, 1000)))
                        .runs(this::list),
                Operation.get("/apps/{app}", "One app: columns of its lists, fields of its form", "单个应用：列表的列与表单的字段")
                        .takes(LANG)
                        .answers(200, APP)
                        .runs(this::show));
    }

    private static Locale language(Call call) {
        return call.text("lang").map(Locale::forLanguageTag).orElse(call.language());
    }

    private Stream<Definition> apps(Call call) {
        return definitions.get().apps().values().stream()
                .filter(Definition::valid)
                .filter(app -> workspace(app)
                        .filter(workspace -> call.rights().maySomewhere(Permission.READ, workspace))
                        .isPresent());
    }

    private static Optional<String> workspace(Definition app) {
        return app.config().at("datasource.workspace").flatMap(ConfigNode::text).filter(Call::isReachable);
    }

    private AppTexts texts(Definition app, Locale language) {
        return new AppTexts(definitions.get().messages(), app.id(), language);
    }

    private Answer list(Call call) {
        ObjectNode answer = JSON.objectNode();
        ArrayNode apps = answer.putArray("apps");
        apps(call).forEach(app -> summarize(app, texts(app, language(call)), apps.addObject()));
        return Answer.ok(answer);
    }

    private static void summarize(Definition app, AppTexts texts, ObjectNode json) {
        json.put("name", app.id()).put("label", texts.label(app.config()));
        json.put("icon", app.config().text("icon").orElse("icon-app"));
        json.put("workspace", workspace(app).orElseThrow());
    }

    private Answer show(Call call) {
        Definition app = apps(call)
                .filter(each -> each.id().equals(call.variable("app")))
                .findFirst()
                .orElseThrow(() -> new ProblemException(404, "not-found"));
        AppTexts texts = texts(app, language(call));
        ConfigNode config = app.config();
        ObjectNode json = JSON.objectNode();
        summarize(app, texts, json);
        json.put(
                "rootPath",
                config.at("datasource.rootPath").flatMap(ConfigNode::text).orElse("/"));
        config.text("contentType").ifPresent(type -> json.put("contentType", type));
        ArrayNode types = json.putArray("nodeTypes");
        children(config, "datasource.allowedNodeTypes").values().stream()
                .flatMap(type -> type.text().stream())
                .forEach(types::add);
        subApp(config, "workbench")
                .flatMap(browser -> searchPlaceholder(browser, texts))
                .ifPresent(text -> json.put("searchPlaceholder", text));
        json.set("languages", languages(call));
        json.set("views", views(config, texts));
        subApp(config, "form")
                .ifPresent(detail -> json.set("form", new AppForm(texts).toJson(detail.getKey(), detail.getValue())));
        return Answer.ok(json);
    }

    private static Map<String, ConfigNode> children(ConfigNode node, String path) {
        return node.at(path).map(ConfigNode::children).orElse(Map.of());
    }

    /** The first sub-app that has a part: the one with a workbench shows items, the one with a form edits one. */
    private static Optional<Map.Entry<String, ConfigNode>> subApp(ConfigNode app, String part) {
        return children(app, "subApps").entrySet().stream()
                .filter(each -> each.getValue().get(part).isPresent())
                .findFirst();
    }

    private static Optional<String> searchPlaceholder(Map.Entry<String, ConfigNode> browser, AppTexts texts) {
        return browser.getValue()
                .get("workbench")
                .flatMap(bench -> texts.find(bench, List.of(browser.getKey(), "workbench"), "searchPlaceholder"));
    }

    private ArrayNode languages(Call call) {
        Site.I18n i18n = definitions.get().site().i18n();
        ArrayNode languages = JSON.arrayNode();
        for (Locale locale : i18n.locales()) {
            languages
                    .addObject()
                    .put("name", locale.toString())
                    .put("label", locale.getDisplayName(language(call)))
                    .put("suffix", locale.equals(i18n.defaultLocale()) ? "" : "_" + locale)
                    .put("editable", call.rights().mayEdit(locale.toString()));
        }
        return languages;
    }

    private static ArrayNode views(ConfigNode app, AppTexts texts) {
        ArrayNode views = JSON.arrayNode();
        subApp(app, "workbench")
                .ifPresent(browser -> children(browser.getValue(), "workbench.contentViews")
                        .forEach((name, definition) -> {
                            ObjectNode view = views.addObject().put("name", name);
                            view.put("type", definition.text("$type").orElse(name));
                            ArrayNode columns = view.putArray("columns");
                            columns(definition)
                                    .forEach((key, column) -> columns.addObject()
                                            .put("name", key)
                                            .put("type", column.text("$type").orElse("propertyColumn"))
                                            .put("label", texts.column(column, key)));
                        }));
        return views;
    }

    private static Map<String, ConfigNode> columns(ConfigNode view) {
        return children(view, "columns");
    }
}
