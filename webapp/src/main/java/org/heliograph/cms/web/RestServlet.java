package org.heliograph.cms.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import javax.jcr.InvalidItemStateException;
import javax.jcr.NamespaceException;
import javax.jcr.NoSuchWorkspaceException;
import javax.jcr.PathNotFoundException;
import javax.jcr.ReferentialIntegrityException;
import javax.jcr.RepositoryException;
import javax.jcr.ValueFormatException;
import javax.jcr.nodetype.ConstraintViolationException;
import javax.jcr.nodetype.NoSuchNodeTypeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A servlet whose failures become Magnolia's error body, {@code {"error":{"code","message"}}}. This is the only place
 * where an exception turns into an HTTP answer.
 */
public abstract class RestServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(RestServlet.class);
    private static final JsonFactory JSON = new JsonFactory();
    private static final String STORAGE_RETRY_SECONDS = "30";
    private static final int MAX_CAUSES = 50;

    /**
     * Answers a request of any method.
     *
     * @throws RestException with the answer for the client
     * @throws RepositoryException answered with the code that Magnolia gives that kind of exception
     * @throws IOException if the client went away
     */
    protected abstract void handle(HttpServletRequest request, HttpServletResponse response)
            throws IOException, RepositoryException;

    @Override
    protected final void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            handle(request, response);
        } catch (RestException e) {
            e.allowed().ifPresent(methods -> response.setHeader("Allow", methods));
            e.retryAfter().ifPresent(time -> response.setHeader("Retry-After", String.valueOf(time.toSeconds())));
            sendError(response, e.status(), e.code(), e.getMessage());
        } catch (ProblemException e) {
            Problem.send(request, response, e);
        } catch (RepositoryException e) {
            sendRepositoryError(request, response, e);
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
            sendError(response, 500, "unknown", "The server failed; its log tells more under this request id.");
        }
    }

    private static void sendRepositoryError(
            HttpServletRequest request, HttpServletResponse response, RepositoryException e) throws IOException {
        if (e instanceof PathNotFoundException) {
            sendError(response, 404, "pathNotFound", String.valueOf(e.getMessage()));
        } else if (e instanceof NoSuchWorkspaceException) {
            sendError(response, 404, "noSuchWorkspace", "There is no workspace " + e.getMessage());
        } else if (e instanceof ValueFormatException) {
            sendError(response, 400, "invalidValueFormat", String.valueOf(e.getMessage()));
        } else if (e instanceof NoSuchNodeTypeException) {
            sendError(response, 400, "noSuchNodeType", String.valueOf(e.getMessage()));
        } else if (e instanceof ConstraintViolationException) {
            sendError(response, 400, "badRequest", String.valueOf(e.getMessage()));
        } else if (e instanceof NamespaceException) {
            sendError(response, 400, "badRequest", String.valueOf(e.getMessage()));
        } else if (e instanceof ReferentialIntegrityException || e instanceof InvalidItemStateException) {
            sendError(response, 409, "conflict", String.valueOf(e.getMessage()));
        } else if (isFailureOfStorage(e)) {
            LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
            response.setHeader("Retry-After", STORAGE_RETRY_SECONDS);
            sendError(
                    response,
                    503,
                    "unavailable",
                    "The disk of the repository is full or fails. Nothing was changed. Try again once there is room.");
        } else {
            LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
            sendError(response, 500, "unknown", "The repository failed; the log tells more under this request id.");
        }
    }

    private static boolean isFailureOfStorage(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; depth < MAX_CAUSES && cause != null; depth++) {
            if (cause instanceof IOException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** Writes Magnolia's error body, unless the answer is under way already. */
    public static void sendError(HttpServletResponse response, int status, String code, String message)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(status);
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        try (JsonGenerator json = JSON.createGenerator(response.getOutputStream())) {
            json.writeStartObject();
            json.writeObjectFieldStart("error");
            json.writeStringField("code", code);
            json.writeStringField("message", message);
            json.writeEndObject();
            json.writeEndObject();
        }
    }
}
