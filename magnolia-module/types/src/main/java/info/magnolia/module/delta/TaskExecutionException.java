package info.magnolia.module.delta;

public class TaskExecutionException extends Exception {

    private static final long serialVersionUID = 1L;

    public TaskExecutionException(String message, Throwable cause) {
        super(message, cause);
    }
}
