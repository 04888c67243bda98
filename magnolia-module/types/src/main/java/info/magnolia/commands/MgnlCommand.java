package info.magnolia.commands;

import info.magnolia.commands.chain.Command;
import info.magnolia.context.Context;

public abstract class MgnlCommand implements Command {

    @Override
    public boolean execute(info.magnolia.commands.chain.Context context) throws Exception {
        throw new UnsupportedOperationException();
    }

    public abstract boolean execute(Context context) throws Exception;

    @Override
    public Command clone() throws CloneNotSupportedException {
        return (Command) super.clone();
    }
}
