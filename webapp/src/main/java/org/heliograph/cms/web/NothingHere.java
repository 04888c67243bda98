package org.heliograph.cms.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Answers paths that nothing else answers. */
final class NothingHere extends RestServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void handle(HttpServletRequest request, HttpServletResponse response) {
        throw RestException.notFound("There is nothing at " + request.getRequestURI());
    }
}
