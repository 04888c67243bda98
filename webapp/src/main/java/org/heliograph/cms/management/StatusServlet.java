package org.heliograph.cms.management;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.heliograph.cms.web.RestException;

/**
 * {@code GET /.rest/status}: an empty object, to be asked for whether the REST services answer. Where some workspaces
 * cannot be read for the moment they are listed as {@code {"unavailableWorkspaces":[...]}}.
 */
public final class StatusServlet extends ManagementServlet {

    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final transient Supplier<Set<String>> unavailable;

    /** @param unavailable names of the workspaces that cannot be read for the moment */
    public StatusServlet(Supplier<Set<String>> unavailable) {
        this.unavailable = unavailable;
    }

    @Override
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!Set.of("GET", "HEAD").contains(request.getMethod())) {
            throw RestException.methodNotAllowed(request.getMethod(), "GET, HEAD");
        }
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        Set<String> workspaces = unavailable.get();
        JSON.writeValue(
                response.getOutputStream(),
                workspaces.isEmpty() ? Map.of() : Map.of("unavailableWorkspaces", workspaces));
    }
}
