package org.heliograph.cms.management;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import javax.jcr.NamespaceException;
import javax.jcr.NoSuchWorkspaceException;
import javax.jcr.ReferentialIntegrityException;
import javax.jcr.RepositoryException;
import org.heliograph.cms.security.Permission;
import org.heliograph.cms.security.Rights;
import org.heliograph.cms.web.RestException;
import org.heliograph.cms.web.RestServlet;

/**
 * What the management servlets have in common: answers are never cached, refusals that Magnolia gives as a plain line
 * stay one, and mistakes of the client that the repository finds are 4xx. Who may call is decided before.
 */
abstract class ManagementServlet extends RestServlet {

    private static final long serialVersionUID = 1L;

    /** Answers a request of any method, as {@link RestServlet#handle} does. */
    abstract void answer(HttpServletRequest request, HttpServletResponse response)
            throws IOException, RepositoryException;

    @Override
    protected final void handle(HttpServletRequest request, HttpServletResponse response)
            throws IOException, RepositoryException {
        response.setHeader("Cache-Control", "no-cache, no-store, must-revalidate, max-age=0");
        response.setHeader("Pragma", "no-cache");
        response.setDateHeader("Expires", 0);
        checkQuery(request);
        try {
            answer(request, response);
        } catch (Refusal e) {
            refuse(request, response, e);
        } catch (NoSuchWorkspaceException e) {
            throw new RestException(404, "noSuchWorkspace", "There is no workspace " + e.getMessage());
        } catch (NamespaceException e) {
            throw RestException.badRequest(e.getMessage() + " Declare it in a content type's datasource.namespaces.");
        } catch (ReferentialIntegrityException e) {
            throw new RestException(409, "conflict", "Other nodes still refer to this one; change them first.");
        }
    }

    /** Refuses what may not be done to a node. What may not even be read is not there, as in Magnolia. */
    static void require(Rights rights, Permission permission, String workspace, String path) {
        if (rights.may(permission, workspace, path)) {
            return;
        }
        if (!rights.mayRead(workspace, path)) {
            throw Refusal.notFound();
        }
        throw new RestException(403, "accessDenied", "Your roles do not allow this on " + path + ".");
    }

    /** The container tells of broken percent-encoding when parameters are first looked at, as a failure of its own. */
    private static void checkQuery(HttpServletRequest request) {
        try {
            if (request.getQueryString() != null
                    && !String.valueOf(request.getContentType()).startsWith("multipart/")) {
                request.getParameterMap();
            }
        } catch (IllegalStateException e) {
            throw RestException.badRequest("The query string cannot be decoded; write it in UTF-8, percent-encoded.");
        }
    }

    /** Names the properties of a request that were not stored, percent-encoded, in a header. */
    static void tellLost(HttpServletResponse response, List<String> names) {
        if (!names.isEmpty()) {
            response.setHeader(
                    "X-Not-Stored",
                    names.stream()
                            .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8))
                            .collect(Collectors.joining(", ")));
        }
    }

    /** A refusal with a plain line instead of an error body, or with no body at all, as Magnolia's services give it. */
    static final class Refusal extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final int status;

        private Refusal(int status, String message) {
            super(message);
            this.status = status;
        }

        static Refusal badRequest(String message) {
            return new Refusal(400, message);
        }

        static Refusal notFound() {
            return notFound("");
        }

        static Refusal notFound(String message) {
            return new Refusal(404, message);
        }
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, Refusal refusal)
            throws IOException {
        response.setStatus(refusal.status);
        String message = String.valueOf(refusal.getMessage());
        if (!message.isEmpty()) {
            boolean json = String.valueOf(request.getHeader("Accept")).contains("application/json");
            response.setContentType(json ? "application/json;charset=UTF-8" : "text/plain;charset=UTF-8");
            response.getOutputStream().write(message.getBytes(StandardCharsets.UTF_8));
        }
    }
}
