package info.magnolia.config.registry;

import java.util.Collection;

public abstract class AbstractRegistry<T> {

    public Collection<T> getAllDefinitions() {
        throw new UnsupportedOperationException();
    }
}
