package org.heliograph.cms.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What the container itself refuses is told as all else is, and never with a stack trace. */
final class ContainerFault {

    private ContainerFault() {}

    /**
     * Tells of a failure.
     *
     * @param address as it was sent: the container may not have been able to read more of it
     */
    static void tell(HttpServletRequest request, HttpServletResponse response, String address, int status)
            throws IOException {
        if (Problem.isSpokenAt(address.substring(Math.max(0, address.indexOf("/.rest/"))))) {
            Problem.send(request, response, problem(status));
        } else {
            RestServlet.sendError(response, status, code(status), message(status));
        }
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
