package org.heliograph.host;

/** The host's record of who did what. */
@FunctionalInterface
public interface Audit {

    /**
     * Records something that was done, before it is acknowledged.
     *
     * @param actor user name
     * @param action such as {@code message-erased}
     * @param target of what, without anything that it says: workspace and path
     */
    void record(String actor, String action, String target);
}
