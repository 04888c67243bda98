package org.heliograph.cms.management;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.heliograph.cms.web.RestException;

/** {@code GET /.rest/status}: an empty object, to be asked for whether the REST services answer. */
public final class StatusServlet extends ManagementServlet {

    private static final long serialVersionUID = 1L;

    @Override
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!Set.of("GET", "HEAD").contains(request.getMethod())) {
            throw RestException.methodNotAllowed(request.getMethod(), "GET, HEAD");
        }
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        response.getOutputStream().write(new byte[] {'{', '}'});
    }
}
