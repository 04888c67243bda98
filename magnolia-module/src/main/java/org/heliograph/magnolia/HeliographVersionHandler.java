package org.heliograph.magnolia;

import info.magnolia.module.DefaultModuleVersionHandler;
import info.magnolia.module.InstallContext;
import info.magnolia.module.delta.AddRoleToUserTask;
import info.magnolia.module.delta.Task;
import java.util.List;

/**
 * Installs the module. What a later version changes in what was installed is registered here for that version; all else
 * that administrators did to it, they find as they left it.
 */
public class HeliographVersionHandler extends DefaultModuleVersionHandler {

    private static final String VISITOR = "anonymous";
    private static final String VISITORS_ROLE = "heliograph-anonymous";

    /** After the bootstrap files, which hold the role. */
    @Override
    protected List<Task> getExtraInstallTasks(InstallContext context) {
        return List.of(new AddRoleToUserTask(
                "Lets visitors read what is published and leave messages", VISITOR, VISITORS_ROLE));
    }
}
