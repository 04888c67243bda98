package org.heliograph.cms.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers paths that nothing else answers; deployed in a container, it is its error page too. */
final class NothingHere extends RestServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getDispatcherType() == DispatcherType.ERROR
                && request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status) {
            String address = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
            ContainerFault.tell(request, response, address, status);
            return;
        }
        throw RestException.notFound("There is nothing at " + request.getRequestURI());
    }
}
