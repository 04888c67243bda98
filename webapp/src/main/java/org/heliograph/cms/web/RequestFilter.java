package org.heliograph.cms.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/**
 * Gives each request an id and logs one line about it: no query, no header, no body, which may hold secrets. Quick
 * successful reads, which cost less than their line, are logged at level debug.
 */
public final class RequestFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger("org.heliograph.cms.requests");
    private static final String HEADER = "X-Request-Id";
    private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9_-]{8,64}");
    private static final HexFormat HEX = HexFormat.of();
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final long SLOW_MICROS = 1_000_000;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long start = System.nanoTime();
        String id = idOf(request);
        response.setHeader(HEADER, id);
        response.setHeader("X-Content-Type-Options", "nosniff");
        MDC.put("request", id);
        try {
            chain.doFilter(request, response);
        } finally {
            long micros = (System.nanoTime() - start) / 1000;
            LOG.atLevel(isOrdinary(request, response, micros) ? Level.DEBUG : Level.INFO)
                    .log("{} {} {} {} us", request.getMethod(), request.getRequestURI(), response.getStatus(), micros);
            MDC.remove("request");
        }
    }

    private static boolean isOrdinary(HttpServletRequest request, HttpServletResponse response, long micros) {
        return response.getStatus() < HttpServletResponse.SC_BAD_REQUEST
                && micros < SLOW_MICROS
                && READING.contains(request.getMethod());
    }

    private static String idOf(HttpServletRequest request) {
        String given = request.getHeader(HEADER);
        if (given != null && ACCEPTABLE.matcher(given).matches()) {
            return given;
        }
        return HEX.toHexDigits(ThreadLocalRandom.current().nextLong()); // names a request, guards nothing
    }
}
