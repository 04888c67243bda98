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
        app.put("class", "info.magnolia.ui.contenttype.ContentTypeAppDescriptor");
        app.put("appClass", "info.magnolia.ui.framework.app.BaseApp");
        app.put("contentType", type.name());
        app.put("icon", "icon-app");
        app.put("permissions", ordered("roles", ordered("superuser", "superuser")));
        app.put("datasource", datasource());
        app.put("subApps", ordered("browser", browser(), "detail", detail()));
        return ConfigNode.ofPlain(location, app);
    }

    private Map<String, Object> datasource() {
        Datasource source = type.datasource();
        return ordered(
                "$type",
                "jcrDatasource",
                "workspace",
                source.workspace(),
                "rootPath",
                source.rootPath(),
                "nodeNameProperty",
                "name",
                "describeByProperty",
                "name",
                "allowedNodeTypes",
                List.of(FOLDER, type.model().nodeType()));
    }

    private Map<String, Object> browser() {
        return ordered(
                "class", "info.magnolia.ui.contentapp.configuration.BrowserDescriptor",
                "workbench", ordered("contentViews", views()),
                "actions", browserActions(),
                "actionbar", ordered("defaultAction", "editItem", "sections", sections()));
    }

    private List<Object> views() {
        List<Object> columns = List.of(
                ordered(
                        "name", "name",
                        "$type", "jcrTitleColumn",
                        "nodeTypeToIcon",
                                ordered(FOLDER, "icon-folder", type.model().nodeType(), "icon-file")),
                ordered("name", "status", "$type", "jcrStatusColumn"),
                ordered("name", "mgnl:lastModified", "$type", "dateColumn", "width", "190"));
        Map<String, Object> constraint = ordered(
                "$type", "jcrDropConstraint", "primaryNodeType", type.model().nodeType());
        List<Object> views = new ArrayList<>();
        views.add(ordered(
                "name",
                "tree",
                "$type",
                "treeView",
                "multiSelect",
                "true",
                "dropConstraint",
                constraint,
                "columns",
                columns));
        views.add(ordered("name", "list", "$type", "listView", "multiSelect", "true", "columns", columns));
        return views;
    }

    /** Names and types as in Magnolia; when each is available it decides by rules of its own. */
    private Map<String, Object> browserActions() {
        Map<String, Object> actions = ordered("addItem", openDetail("add"), "editItem", openDetail("edit"));
        actions.put("addFolder", action("addNodeAction"));
        actions.put("editFolder", dialog("rename"));
        actions.put("rename", dialog("rename"));
        actions.put("import", dialog("import"));
        actions.put("showVersions", dialog("versions"));
        actions.put("restoreVersion", dialog("restoreVersion"));
        actions.put("confirmDeletion", action("confirmationAction", "successActionName", "delete"));
        actions.put("confirmDeleteFolder", action("confirmationAction", "successActionName", "delete"));
        actions.put("delete", action("markAsDeletedAction", "command", "markAsDeleted"));
        actions.put("activate", publish());
        actions.put("activateDeleted", publish());
        Map<String, Object> recursive = publish();
        recursive.putAll(ordered("asynchronous", "true", "params", ordered("recursive", "true")));
        actions.put("activateRecursive", recursive);
        actions.put("deactivate", action("jcrCommandAction", "command", "unpublish"));
        actions.put("export", action("exportAction", "format", "YAML"));
        actions.put("restorePreviousVersion", action("restorePreviousJcrVersionAction"));
        actions.put("move", action("moveAction"));
        actions.put("duplicate", action("duplicateNodeAction"));
        return actions;
    }

    private static Map<String, Object> action(String type, Object... more) {
        Map<String, Object> action = ordered("$type", type);
        action.putAll(ordered(more));
        return action;
    }

    private Map<String, Object> openDetail(String viewType) {
        return action("openDetailSubappAction", "subAppName", "detail", "viewType", viewType);
    }

    private static Map<String, Object> dialog(String name) {
        return action("openDialogAction", "dialogId", "ui-framework-jcr:" + name);
    }

    private static Map<String, Object> publish() {
        return action("jcrCommandAction", "catalog", "versioned", "command", "publish");
    }

    private static Map<String, Object> sections() {
        return ordered(
                "root",
                section("addActions addItem addFolder", "editActions duplicate move", "importExportActions import"),
                "folder",
                section(
                        "addActions addItem addFolder confirmDeleteFolder",
                        "editActions editFolder duplicate move",
                        "activationActions activate activateRecursive deactivate",
                        "importExportActions export import"),
                "item",
                section(
                        "addActions addItem confirmDeletion",
                        "editActions editItem rename duplicate move",
                        "activationActions activate activateRecursive deactivate",
                        "importExportActions export",
                        "versionsActions showVersions restoreVersion"),
                "deletedFolder",
                section(
                        "addActions addItem addFolder confirmDeleteFolder",
                        "editActions editFolder",
                        "activationActions activateDeleted deactivate",
                        "importExportActions export import",
                        "deletedActions restorePreviousVersion"),
                "deletedItem",
                section(
                        "addActions addItem confirmDeletion",
                        "editActions editItem rename",
                        "activationActions activateDeleted deactivate",
                        "importExportActions export",
                        "deletedActions restorePreviousVersion"));
    }

    /** @param groups the name of each, then those of its actions */
    private static Map<String, Object> section(String... groups) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (String group : groups) {
            List<String> words = List.of(group.split(" "));
            Map<String, Object> items = new LinkedHashMap<>();
            words.subList(1, words.size()).forEach(action -> items.put(action, ordered("name", action)));
            named.put(words.get(0), ordered("items", items));
        }
        return ordered("groups", named);
    }

    private Map<String, Object> detail() {
        return ordered(
                "class",
                "info.magnolia.ui.contentapp.detail.DetailDescriptor",
                "datasource",
                datasource(),
                "itemProvider",
                ordered(
                        "$type",
                        "jcrNodeFromLocationProvider",
                        "nodeType",
                        type.model().nodeType()),
                "form",
                ordered("properties", fields.ofType()),
                "actions",
                ordered(
                        "commit",
                        ordered("class", "info.magnolia.ui.contentapp.detail.action.SaveDetailSubAppActionDefinition"),
                        "cancel",
                        ordered("$type", "closeAction")));
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
