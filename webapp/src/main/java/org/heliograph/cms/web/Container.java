package org.heliograph.cms.web;

import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where requests come in: a server of our own, or the one that the host was deployed in. */
public interface Container extends AutoCloseable {

    /**
     * Answers a path with a servlet.
     *
     * @param pattern servlet URL pattern; the longest one wins
     */
    default void serve(String pattern, HttpServlet servlet) {
        serve(pattern, servlet, null);
    }

    /**
     * Answers a path with a servlet that takes multipart forms.
     *
     * @param multipart limits of a form; null for a servlet that takes none
     */
    void serve(String pattern, HttpServlet servlet, @Nullable MultipartConfigElement multipart);

    /**
     * Begins to answer what is {@linkplain #serve served}.
     *
     * @param cors which other sites may call
     * @param access who may call
     * @throws IOException if a servlet cannot be used
     */
    void open(CorsFilter cors, AccessFilter access) throws IOException;

    /** Where that is, as far as it is known here: the whole address, or the path below that of the server. */
    String address();

    /** Lets no further request in, and waits for those under way. */
    @Override
    void close() throws IOException;
}
