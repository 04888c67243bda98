package info.magnolia.module.delta;

import info.magnolia.module.InstallContext;

public class AddRoleToUserTask extends AbstractTask {

    public AddRoleToUserTask(String name, String username, String rolename) {
        super(name, "");
    }

    @Override
    public void execute(InstallContext ctx) throws TaskExecutionException {
        throw new UnsupportedOperationException();
    }
}
