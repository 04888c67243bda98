package org.heliograph.cms.transfer;

import java.util.Locale;
import javax.jcr.RepositoryException;

/** Which texts of the selected items go to a translator. */
public enum TranslationSelection {
    /** All that has a source. */
    ALL,
    /** What has no translation. */
    MISSING,
    /** What has none, and all of the items whose source was changed after its translation. */
    STALE;

    /** Tells whether an item's source is newer than its translation. */
    @FunctionalInterface
    public interface Staleness {
        /** @param target language of the translation */
        boolean isStale(String workspace, String id, Locale target) throws RepositoryException;
    }

    boolean takes(TranslatableText text, boolean stale) {
        return this == ALL || text.target().isEmpty() || this == STALE && stale;
    }
}
