package org.heliograph.cms.transfer;

/** What becomes of what is stored and an archive lacks. */
public enum ImportMode {
    /** It stays. */
    ADD,
    /** Values and parts of the archive's items go; items stay. */
    REPLACE,
    /** Items within the archive's trees go too. */
    MIRROR;

    boolean isRemoving() {
        return this != ADD;
    }
}
