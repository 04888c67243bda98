package org.heliograph.cms.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.heliograph.cms.web.EntityTag;
import org.heliograph.cms.web.RestException;

/** Small JSON that is made anew for each request for one thing. */
final class WholeAnswer {

    private static final ObjectMapper JSON = new ObjectMapper();

    private WholeAnswer() {}

    /**
     * What the request is for: the path below that of the servlet.
     *
     * @throws RestException if that is nothing, or the request is none for reading
     */
    static String askedFor(HttpServletRequest request) {
        String method = request.getMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            throw RestException.methodNotAllowed(method, "HEAD, GET");
        }
        String rest = Optional.ofNullable(request.getPathInfo()).orElse("").replaceFirst("^/", "");
        if (rest.isEmpty()) {
            throw RestException.notFound("Could not find resource for full path: " + request.getRequestURL());
        }
        return rest;
    }

    /** Sends it, or 304 where the client has it already. */
    static void send(HttpServletRequest request, HttpServletResponse response, Object answer) throws IOException {
        byte[] body = JSON.writeValueAsBytes(answer);
        EntityTag tag = EntityTag.of(List.of(body));
        response.setHeader("ETag", tag.toString());
        response.setHeader("Cache-Control", "no-cache");
        if (tag.isKnownTo(request)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
