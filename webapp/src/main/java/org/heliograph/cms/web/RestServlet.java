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
import org.heliograph.cms.repository.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A servlet whose failures become Magnolia's error body, {@code {"error":{"code","message"}}}, or a problem document
 * where people are spoken to. This is the only place where an exception turns into an HTTP answer.
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
            fail(request, response, Failure.of(request, e));
        } catch (ProblemException e) {
            Problem.send(request, response, e);
        } catch (RepositoryException e) {
            failRepository(request, response, e);
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
            fail(request, response, Failure.unknown("The server failed; its log tells more under this request id."));
        }
    }

    /**
     * What a client is told, in both forms.
     *
     * @param code in Magnolia's error body
     * @param message in Magnolia's error body
     * @param problem in a problem document
     */
    private record Failure(int status, String code, String message, ProblemException problem) {

        Failure(int status, String code, String message, String problem) {
            this(status, code, message, new ProblemException(status, problem));
        }

        static Failure of(HttpServletRequest request, RestException e) {
            ProblemException problem = switch (e.status()) {
                case 404 -> new ProblemException(404, "not-found");
                case 405 -> new ProblemException(405, "method-not-allowed", request.getMethod());
                case 503 -> new ProblemException(503, "unavailable");
                default -> new ProblemException(e.status(), "request-wrong");
            };
            return new Failure(e.status(), e.code(), e.getMessage(), problem);
        }

        static Failure unknown(String message) {
            return new Failure(500, "unknown", message, "server-failed");
        }

        /** Of what a client can mend; unknown else. */
        static Failure of(RepositoryException e) {
            String message = String.valueOf(e.getMessage());
            if (e instanceof PathNotFoundException) {
                return new Failure(404, "pathNotFound", message, "not-found");
            } else if (e instanceof NoSuchWorkspaceException) {
                return new Failure(404, "noSuchWorkspace", "There is no workspace " + message, "not-found");
            } else if (e instanceof ValueFormatException) {
                return new Failure(400, "invalidValueFormat", message, "not-storable");
            } else if (e instanceof NoSuchNodeTypeException) {
                return new Failure(400, "noSuchNodeType", message, "not-storable");
            } else if (e instanceof ConstraintViolationException || e instanceof NamespaceException) {
                return new Failure(400, "badRequest", message, "not-storable");
            } else if (e instanceof ReferentialIntegrityException) {
                return new Failure(409, "conflict", message, "still-referenced");
            } else if (e instanceof InvalidItemStateException) {
                return new Failure(409, "conflict", message, "changed-meanwhile");
            }
            return unknown("The repository failed; the log tells more under this request id.");
        }
    }

    private static void failRepository(HttpServletRequest request, HttpServletResponse response, RepositoryException e)
            throws IOException {
        Failure failure = Failure.of(e);
        if (failure.status() == 500) {
            LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
            if (Database.hasFailed(e)) {
                response.setHeader("Retry-After", STORAGE_RETRY_SECONDS);
                failure = new Failure(
                        503,
                        "unavailable",
                        "The database cannot be used at the moment. A change is stored in whole or not at all."
                                + " Try again in a while.",
                        "database-unavailable");
            } else if (isFailureOfStorage(e)) {
                response.setHeader("Retry-After", STORAGE_RETRY_SECONDS);
                failure = new Failure(
                        503,
                        "unavailable",
                        "The disk of the repository is full or fails. Nothing was changed. Try again once there is room.",
                        "storage-unavailable");
            }
        }
        fail(request, response, failure);
    }

    private static void fail(HttpServletRequest request, HttpServletResponse response, Failure failure)
            throws IOException {
        if (Problem.isSpokenAt(AccessFilter.path(request))) {
            Problem.send(request, response, failure.problem());
        } else {
            sendError(response, failure.status(), failure.code(), failure.message());
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
