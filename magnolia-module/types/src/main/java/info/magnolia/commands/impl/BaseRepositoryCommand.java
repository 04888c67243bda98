package info.magnolia.commands.impl;

import info.magnolia.commands.MgnlCommand;
import info.magnolia.context.Context;
import javax.jcr.Node;
import javax.jcr.RepositoryException;

public abstract class BaseRepositoryCommand extends MgnlCommand {

    protected Node getJCRNode(Context ctx) throws RepositoryException {
        throw new UnsupportedOperationException();
    }
}
