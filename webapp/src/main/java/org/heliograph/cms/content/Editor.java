package org.heliograph.cms.content;

import java.util.Locale;

/** Who changes content, and whether that is allowed. */
public interface Editor {

    /** What may be done to a node. */
    enum Act {
        READ,
        ADD,
        CHANGE,
        REMOVE,
        PUBLISH
    }

    /** User name, for notes on who did what. */
    String name();

    /**
     * Refuses what is not allowed.
     *
     * @param path absolute; for {@link Act#ADD} that of the new node
     * @throws RuntimeException that says so; where the node may not even be read as if it were not there
     */
    void require(Act act, String workspace, String path);

    /** Whether a node may be read. */
    boolean mayRead(String workspace, String path);

    /** Whether texts of a language may be changed, besides the right on the node. */
    boolean mayEdit(Locale language);
}
