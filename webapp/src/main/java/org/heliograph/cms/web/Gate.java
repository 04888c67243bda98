package org.heliograph.cms.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/** The first that a request meets: says that the host is starting until it is open, and knows how many threads are busy. */
final class Gate extends ValveBase {

    private static final String RETRY_SECONDS = "2";

    private static final String UNREAD = "The client takes nothing of its answer";

    private final AtomicInteger busy = new AtomicInteger();
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
            new Passage(busy, () -> response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, new IOException(UNREAD)))
                    .attachTo(request);
            busy.incrementAndGet();
            try {
                getNext().invoke(request, response);
            } finally {
                busy.decrementAndGet();
            }
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
}
