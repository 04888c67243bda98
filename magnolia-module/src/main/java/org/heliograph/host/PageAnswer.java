package org.heliograph.host;

/** The answer that a page is being made for, as far as its host alone knows it. */
public interface PageAnswer {

    /** What absolute addresses begin with, without slash at the end; the context path is part of it. */
    String base();

    /** Says that there is nothing at the address. */
    void notFound();

    /**
     * Sends the visitor to another address for good.
     *
     * @param path without context path, encoded
     */
    void moved(String path);
}
