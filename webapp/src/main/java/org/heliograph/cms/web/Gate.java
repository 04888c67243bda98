package org.heliograph.cms.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/** The first that a request meets: says that the host is starting until it is open, and lets bodies cut their client off. */
final class Gate extends ValveBase {

    private static final String CUT_OFF = Gate.class.getName();
    private static final String RETRY_SECONDS = "2";

    private volatile boolean open;

    Gate() {
        super(true);
    }

    void open() {
        open = true;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (open) {
            Runnable cutOff = () -> response.getCoyoteResponse()
                    .action(ActionCode.CLOSE_NOW, new IOException("The client takes nothing of its answer"));
            request.setAttribute(CUT_OFF, cutOff);
            getNext().invoke(request, response);
        } else {
            response.setHeader("Retry-After", RETRY_SECONDS);
            response.setHeader("Connection", "close");
            RestServlet.sendError(
                    response.getResponse(),
                    503,
                    "starting",
                    "The host is starting. It answers when the index of the content is complete.");
        }
    }

    /** Closes the connection of a request that is answered asynchronously and has not ended. */
    static Runnable cutOff(jakarta.servlet.ServletRequest request) {
        return request.getAttribute(CUT_OFF) instanceof Runnable cutOff ? cutOff : () -> {};
    }
}
