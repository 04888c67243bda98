package org.heliograph.cms.transfer;

import java.util.List;

/** The columns of a translator's table. The languages stand in the names of theirs. */
final class CsvColumns {

    static final int WORKSPACE = 0;
    static final int ID = 1;
    static final int PATH = 2;
    static final int FIELD = 3;
    static final int LABEL = 4;
    static final int STATE = 5;
    static final int SOURCE = 6;
    static final int TARGET = 7;
    static final int SOURCE_DIGEST = 8;
    static final int TARGET_DIGEST = 9;

    private CsvColumns() {}

    static List<String> names(LanguagePair pair) {
        return List.of(
                "workspace",
                "id",
                "path",
                "field",
                "label",
                "state",
                "source " + pair.source().toLanguageTag(),
                "target " + pair.target().toLanguageTag(),
                "source digest",
                "target digest");
    }
}
