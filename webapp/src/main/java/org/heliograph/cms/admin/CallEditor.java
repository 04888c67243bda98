package org.heliograph.cms.admin;

import java.util.List;
import java.util.Locale;
import org.heliograph.cms.content.Editor;
import org.heliograph.cms.security.Permission;

/** The sender of a request as somebody who changes content. */
record CallEditor(Call call) implements Editor {

    @Override
    public String name() {
        return call.caller().name();
    }

    @Override
    public void require(Act act, String workspace, String path) {
        call.require(List.of(Permission.valueOf(act.name())), workspace, path);
    }

    @Override
    public boolean mayRead(String workspace, String path) {
        return Call.isReachable(workspace) && call.rights().mayRead(workspace, path);
    }

    @Override
    public boolean mayEdit(Locale language) {
        return call.rights().mayEdit(language.toString());
    }
}
