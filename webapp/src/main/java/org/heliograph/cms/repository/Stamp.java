package org.heliograph.cms.repository;

import java.io.IOException;
import java.util.Optional;

/** A text kept with the repository, which tells what agrees with it and what does not. */
public interface Stamp {

    /** @throws IOException if it cannot be read */
    Optional<String> read() throws IOException;

    /**
     * Removes it; when this returns not even a power failure brings it back.
     *
     * @throws IOException if it cannot be removed
     */
    void remove() throws IOException;

    /** @throws IOException if it cannot be written */
    void write(String text) throws IOException;
}
