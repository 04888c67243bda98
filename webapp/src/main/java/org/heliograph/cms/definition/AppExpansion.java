package org.heliograph.cms.definition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heliograph.cms.definition.ContentType.Datasource;

/** Generates the app of a content type ({@code !content-type:NAME}): a browser of its items and a form for one. */
final class AppExpansion {

    static final String FOLDER = "mgnl:folder";

    private final ContentType type;
    private final FormFields fields;
    private final Location location;

    /**
     * @param types all content types, for the workspaces of references
     * @param location of the directive; all that is generated stands there
     */
    AppExpansion(ContentType type, Map<String, ContentType> types, Location location) {
        this.type = type;
        this.fields = new FormFields(type, types);
        this.location = location;
    }

    /** The whole app; keys after the directive are laid over it. */
    ConfigNode app() {
        Map<String, Object> app = new LinkedHashMap<>();
        app.put("$type", "contentApp");
        app.put("contentType", type.name());
        app.put("icon", "icon-app");
        app.put("datasource", datasource());
        app.put("subApps", ordered("browser", browser(), "detail", detail()));
        return ConfigNode.ofPlain(location, app);
    }

    private Map<String, Object> datasource() {
        Datasource source = type.datasource();
        return ordered(
                "$type", "jcrDatasource",
                "workspace", source.workspace(),
                "rootPath", source.rootPath(),
                "allowedNodeTypes", List.of(FOLDER, type.model().nodeType()));
    }

    private Map<String, Object> browser() {
        return ordered(
                "class", "info.magnolia.ui.contentapp.configuration.BrowserDescriptor",
                "workbench", ordered("contentViews", views()),
                "actions", browserActions(),
                "actionbar", ordered("defaultAction", "edit", "sections", sections()));
    }

    private List<Object> views() {
        List<Object> columns = List.of(
                ordered(
                        "name", "name",
                        "$type", "jcrTitleColumn",
                        "nodeTypeToIcon",
                                ordered(FOLDER, "icon-folder", type.model().nodeType(), "icon-file")),
                ordered("name", "status", "$type", "jcrStatusColumn"),
                ordered("name", "mgnl:lastModified", "$type", "dateColumn"));
        List<Object> views = new ArrayList<>();
        views.add(ordered("name", "tree", "$type", "treeView", "columns", columns));
        views.add(ordered("name", "list", "$type", "listView", "columns", columns));
        return views;
    }

    private Map<String, Object> browserActions() {
        String nodeType = type.model().nodeType();
        return ordered(
                "add",
                        ordered(
                                "$type",
                                "openDetailSubappAction",
                                "subAppName",
                                "detail",
                                "viewType",
                                "add",
                                "nodeType",
                                nodeType),
                "addFolder", ordered("$type", "openDialogAction", "dialogId", "ui-framework:folder"),
                "edit", ordered("$type", "openDetailSubappAction", "subAppName", "detail", "viewType", "edit"),
                "delete", ordered("$type", "markAsDeletedAction"),
                "activate", ordered("$type", "jcrCommandAction", "command", "activate"),
                "deactivate", ordered("$type", "jcrCommandAction", "command", "deactivate"));
    }

    private Map<String, Object> sections() {
        Map<String, Object> editing = ordered("items", List.of(named("edit"), named("delete")));
        Map<String, Object> publishing = ordered("items", List.of(named("activate"), named("deactivate")));
        Map<String, Object> adding = ordered("items", List.of(named("add"), named("addFolder")));
        return ordered(
                "root", ordered("groups", ordered("adding", adding)),
                "item", ordered("groups", ordered("editing", editing, "publishing", publishing)));
    }

    private static Map<String, Object> named(String name) {
        return ordered("name", name);
    }

    private Map<String, Object> detail() {
        return ordered(
                "class", "info.magnolia.ui.contentapp.detail.DetailDescriptor",
                "datasource", datasource(),
                "form", ordered("properties", fields.ofType()),
                "actions",
                        ordered("commit", ordered("$type", "commitAction"), "cancel", ordered("$type", "closeAction")));
    }

    /** A map in the order of the arguments, which are keys and values in turn. */
    static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
