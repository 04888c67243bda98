package org.heliograph.cms.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import javax.jcr.RepositoryException;
import org.heliograph.cms.security.Access;
import org.heliograph.cms.security.Accounts;
import org.heliograph.cms.security.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out who calls, by HTTP Basic (RFC 7617), and refuses what they may not do. Credentials that are wrong make the
 * caller anonymous, as in Magnolia: what is public stays readable.
 */
public final class AccessFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(AccessFilter.class);
    private static final String SCHEME = "basic ";
    private static final String CALLER = AccessFilter.class.getName() + ".caller";

    private final transient Accounts accounts;

    /** @param accounts knows the users */
    public AccessFilter(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Who sends a request that passed this filter. */
    public static Caller callerOf(HttpServletRequest request) {
        return request.getAttribute(CALLER) instanceof Caller caller ? caller : Caller.ANONYMOUS;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Caller caller;
        try {
            caller = authenticate(request);
        } catch (RepositoryException e) {
            LOG.error("Users cannot be read", e);
            RestServlet.sendError(response, 503, "unknown", "Users cannot be read at the moment.");
            return;
        }
        request.setAttribute(CALLER, caller);
        switch (Access.decide(caller, request.getMethod(), path(request))) {
            case ALLOWED -> chain.doFilter(request, response);
            case SIGN_IN -> {
                response.setHeader("WWW-Authenticate", "Basic realm=\"Heliograph\", charset=\"UTF-8\"");
                RestServlet.sendError(response, 401, "notAuthorized", "Sign in with HTTP Basic authentication.");
            }
            case FORBIDDEN ->
                RestServlet.sendError(
                        response, 403, "accessDenied", caller.name() + " may not " + request.getMethod() + " this.");
        }
    }

    /** As the container maps it to a servlet, so that no spelling of a path slips past the rule for it. */
    static String path(HttpServletRequest request) {
        String below = request.getPathInfo();
        return below == null ? request.getServletPath() : request.getServletPath() + below;
    }

    private Caller authenticate(HttpServletRequest request) throws RepositoryException {
        String header = request.getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Caller.ANONYMOUS;
        }
        Optional<String> credentials = decode(header.substring(SCHEME.length()).strip());
        int colon = credentials.map(c -> c.indexOf(':')).orElse(-1);
        if (colon < 0) {
            return Caller.ANONYMOUS;
        }
        String text = credentials.orElseThrow();
        return accounts.authenticate(text.substring(0, colon), text.substring(colon + 1))
                .orElse(Caller.ANONYMOUS);
    }

    private static Optional<String> decode(String base64) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
