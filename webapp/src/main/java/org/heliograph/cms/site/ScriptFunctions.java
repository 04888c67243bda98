package org.heliograph.cms.site;

import org.heliograph.cms.content.View;
import org.heliograph.cms.index.Snapshot;
import org.heliograph.host.PageAnswer;
import org.heliograph.template.TemplateFunctions;

/** Makes the object {@code hgfn} for the making of one page. */
@FunctionalInterface
public interface ScriptFunctions {

    /**
     * The functions over one state of the content.
     *
     * @param snapshot in which is noted what they look at
     * @param view the state of the content that the page shows
     * @param answer that is being made
     */
    TemplateFunctions of(Snapshot snapshot, View view, PageAnswer answer);
}
