package org.heliograph.cms.definition;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of definition that are read from light modules, each from a folder of its own. */
public enum DefinitionType {
    CONTENT_TYPE("contentTypes", Id.NAME),
    APP("apps", Id.NAME),
    DIALOG("dialogs", Id.MODULE_AND_PATH),
    TEMPLATE("templates", Id.MODULE_AND_PATH),
    ENDPOINT("restEndpoints", Id.PATH),
    THEME("themes", Id.NAME),
    VIRTUAL_URI_MAPPING("virtualUriMappings", Id.MODULE_AND_PATH),
    SITE("sites", Id.NAME);

    private enum Id {
        NAME,
        PATH,
        MODULE_AND_PATH
    }

    private final String folder;
    private final Id id;

    DefinitionType(String folder, Id id) {
        this.folder = folder;
        this.id = id;
    }

    /** Name of the folder in a module. */
    public String folder() {
        return folder;
    }

    /** @param path path below the folder, without extension */
    String idOf(String module, String path) {
        return switch (id) {
            case NAME -> path.substring(path.lastIndexOf('/') + 1);
            case PATH -> path;
            case MODULE_AND_PATH -> module + ":" + path;
        };
    }

    static Optional<DefinitionType> ofFolder(String folder) {
        return Arrays.stream(values()).filter(t -> t.folder.equals(folder)).findFirst();
    }
}
