package org.heliograph.cms.repository;

import javax.jcr.RepositoryException;
import org.heliograph.cms.definition.Location;

/** A content file that cannot be imported: where, why and what to do. */
public final class ContentImportException extends RepositoryException {

    private static final long serialVersionUID = 1L;

    private final transient Location location;

    ContentImportException(Location location, String fault, String cure) {
        super(location + ": " + fault + ". " + cure);
        this.location = location;
    }

    ContentImportException(Location location, String fault, String cure, Throwable cause) {
        super(location + ": " + fault + ". " + cure, cause);
        this.location = location;
    }

    /** The place in the file. */
    public Location location() {
        return location;
    }
}
