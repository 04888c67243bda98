package org.heliograph.cms.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servlet container that the host was deployed in. What is said of connections, such as their number and their limits,
 * is said in its own configuration.
 */
public final class ServletHost implements Container {

    private static final Logger LOG = LoggerFactory.getLogger(ServletHost.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ServletContext context;
    private final Routes routes = new Routes();
    private final AtomicInteger busy = new AtomicInteger();

    /** @param context that has not been started yet, so that no request comes before {@link #open} */
    public ServletHost(ServletContext context) {
        this.context = context;
    }

    /** Counts those inside, as {@link Gate} does. */
    private static final class Entrance extends HttpFilter {

        private static final long serialVersionUID = 1L;

        private final transient AtomicInteger busy;

        Entrance(AtomicInteger busy) {
            this.busy = busy;
        }

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            // The connection is out of reach; it is closed when its client takes something, or nothing for too long.
            new Passage(busy, () -> {}).attachTo(request);
            busy.incrementAndGet();
            try {
                chain.doFilter(request, response);
            } finally {
                if (busy.decrementAndGet() == 0) {
                    synchronized (busy) {
                        busy.notifyAll();
                    }
                }
            }
        }
    }

    @Override
    public void serve(String pattern, HttpServlet servlet, @Nullable MultipartConfigElement multipart) {
        routes.add(pattern, servlet, multipart);
    }

    @Override
    public void open(CorsFilter cors, AccessFilter access) throws IOException {
        Routes.filter(context, "entrance", new Entrance(busy));
        routes.enterIn(context, cors, access);
    }

    @Override
    public String address() {
        return context.getContextPath() + "/";
    }

    /** The container lets nobody in any more when it calls this. */
    @Override
    public void close() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            synchronized (busy) {
                while (busy.get() > 0 && System.nanoTime() < deadline) {
                    TimeUnit.NANOSECONDS.timedWait(busy, deadline - System.nanoTime());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (busy.get() > 0) {
            LOG.warn("{} requests were still under way and cannot be answered any more", busy.get());
        }
    }
}
