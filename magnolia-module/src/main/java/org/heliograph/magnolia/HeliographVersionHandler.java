package org.heliograph.magnolia;

import info.magnolia.cms.beans.config.ServerConfiguration;
import info.magnolia.module.DefaultModuleVersionHandler;
import info.magnolia.module.InstallContext;
import info.magnolia.module.delta.AddRoleToUserTask;
import info.magnolia.module.delta.Task;
import info.magnolia.module.delta.TaskExecutionException;
import java.util.List;

/**
 * Installs the module. What a later version changes in what was installed is registered here for that version; all else
 * that administrators did to it, they find as they left it.
 */
public class HeliographVersionHandler extends DefaultModuleVersionHandler {

    private static final String VISITOR = "anonymous";
    private static final String VISITORS_ROLE = "heliograph-anonymous";
    private static final String READERS_ROLE = "heliograph-visitor";

    /** After the bootstrap files, which hold the roles. */
    @Override
    protected List<Task> getExtraInstallTasks(InstallContext context) {
        return List.of(
                new AddRoleToUserTask(
                        "Lets visitors read what is published and leave messages", VISITOR, VISITORS_ROLE),
                new OnPublicInstance("Lets visitors read the site and its feeds", VISITOR, READERS_ROLE));
    }

    /** Pages of an author instance show what is not published yet. */
    private static final class OnPublicInstance extends AddRoleToUserTask {

        OnPublicInstance(String name, String user, String role) {
            super(name, user, role);
        }

        @Override
        public void execute(InstallContext context) throws TaskExecutionException {
            if (!ServerConfiguration.getInstance().isAdmin()) {
                super.execute(context);
            }
        }
    }
}
