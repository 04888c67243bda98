package org.heliograph.cms.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the container itself refuses is told as all else is, and never with a stack trace. */
public final class JsonErrorValve extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(JsonErrorValve.class);

    @Override
    protected void report(Request request, Response response, Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            HttpServletResponse facade = response.getResponse();
            if (isForPeople(request)) {
                Problem.send(request, facade, problem(status));
            } else {
                RestServlet.sendError(facade, status, code(status), message(status));
            }
            response.finishResponse();
        } catch (IOException e) {
            LOG.debug("The client went away before its error was written", e);
        }
    }

    /** By the address as it was sent: the container may not have been able to read more of it. */
    private static boolean isForPeople(Request request) {
        String address = String.valueOf(request.getRequestURI());
        return Problem.isSpokenAt(address.substring(Math.max(0, address.indexOf("/.rest/"))));
    }

    private static ProblemException problem(int status) {
        return switch (status) {
            case 400, 414, 431 -> new ProblemException(status, "address-malformed");
            case 404 -> new ProblemException(404, "not-found");
            case 413 -> new ProblemException(413, "body-too-large");
            default -> new ProblemException(status, status < 500 ? "request-wrong" : "server-failed");
        };
    }

    private static String code(int status) {
        return switch (status) {
            case 400, 414, 431 -> "badRequest";
            case 404 -> "notFound";
            case 405 -> "methodNotAllowed";
            default -> "unknown";
        };
    }

    private static String message(int status) {
        return switch (status) {
            case 400 ->
                "The request is malformed: check its path, query and headers for characters that must be"
                        + " percent-encoded.";
            case 413 -> "The body is too large.";
            case 414, 431 -> "The address or the headers are too long.";
            default -> "The request cannot be answered.";
        };
    }
}
