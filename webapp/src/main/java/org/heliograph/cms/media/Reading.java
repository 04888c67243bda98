package org.heliograph.cms.media;

import jakarta.servlet.http.HttpServletRequest;
import org.heliograph.cms.web.RestException;

/** Addresses that are only read. */
final class Reading {

    private Reading() {}

    /** @throws RestException 405 for what is neither GET nor HEAD */
    static void require(HttpServletRequest request) {
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            throw RestException.methodNotAllowed(request.getMethod(), "GET, HEAD");
        }
    }
}
