package info.magnolia.module.delta;

public abstract class AbstractTask implements Task {

    public AbstractTask(String taskName, String taskDescription) {}

    @Override
    public String getName() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getDescription() {
        throw new UnsupportedOperationException();
    }
}
