package org.heliograph.host;

import java.util.List;
import java.util.Map;

/** The request that the current thread answers, as far as its host alone knows it. */
@FunctionalInterface
public interface ClientRequest {

    /** IP address of the client as text. Which proxies are believed is the host's business. */
    String address();

    /**
     * The fields of a form, by name, where the host has read the body for purposes of its own and left it empty. Empty
     * where the body is still to be read.
     */
    default Map<String, List<String>> form() {
        return Map.of();
    }
}
