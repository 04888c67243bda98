package org.heliograph.cms.index;

/**
 * Saves of a workspace are missing in the index because indexing them failed. The index is being made anew; until then
 * nothing of the workspace is answered rather than something old.
 */
public final class IndexBehindException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    IndexBehindException(String workspace) {
        super("The index of workspace " + workspace + " is being made anew. Try again in a few seconds.");
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
