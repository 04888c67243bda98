package org.heliograph.cms.content;

import java.util.Locale;
import java.util.Set;

/** An editor with the same rights everywhere. */
record TestEditor(String name, Set<String> languages, Set<Act> acts) implements Editor {

    @Override
    public void require(Act act, String workspace, String path) {
        if (!acts.contains(act)) {
            throw new SecurityException(act + " " + workspace + ":" + path);
        }
    }

    @Override
    public boolean mayRead(String workspace, String path) {
        return acts.contains(Act.READ);
    }

    @Override
    public boolean mayEdit(Locale language) {
        return languages.contains(language.toString());
    }
}
