package org.heliograph.cms.content;

/** Which state of the content is read. */
public enum View {
    /** What editors see: the working content of an author instance. */
    WORKING
}
