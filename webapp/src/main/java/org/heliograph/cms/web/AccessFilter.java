package org.heliograph.cms.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import javax.jcr.RepositoryException;
import org.heliograph.cms.security.Access;
import org.heliograph.cms.security.Accounts;
import org.heliograph.cms.security.Accounts.SignedIn;
import org.heliograph.cms.security.AuditLog;
import org.heliograph.cms.security.Caller;
import org.heliograph.cms.security.OwnAccount;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out who calls, by API token (RFC 6750), HTTP Basic (RFC 7617) or session cookie, and refuses what they may not do,
 * and what another site made their browser send. Credentials that are wrong make the caller anonymous, as in Magnolia:
 * what is public stays readable.
 */
public final class AccessFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(AccessFilter.class);
    private static final String BASIC = "basic ";
    private static final String BEARER = "bearer ";
    private static final String CALLER = AccessFilter.class.getName() + ".caller";
    private static final String SESSION = AccessFilter.class.getName() + ".session";
    private static final String CSRF_HEADER = "X-CSRF-Token";
    /** Where browsers work: what they send along by themselves is not enough to change something. */
    private static final String ADMIN = "/.rest/admin/";

    /** Whoever sends a message there is not asked who it is, so that a browser need not prove that its user meant it. */
    private static final String FOR_VISITORS = "/.rest/messages/v1";

    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");

    private final transient Accounts accounts;
    private final transient AuditLog audit;

    /**
     * @param accounts knows the users
     * @param audit where refused attempts are recorded
     */
    public AccessFilter(Accounts accounts, AuditLog audit) {
        this.accounts = accounts;
        this.audit = audit;
    }

    /** Who sends a request that passed this filter. */
    public static Caller callerOf(HttpServletRequest request) {
        return request.getAttribute(CALLER) instanceof Caller caller ? caller : Caller.NOBODY;
    }

    /** The session that a request belongs to, if it was recognised by its cookie. */
    static Optional<SignedIn> sessionOf(HttpServletRequest request) {
        return request.getAttribute(SESSION) instanceof SignedIn session ? Optional.of(session) : Optional.empty();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Caller caller;
        try {
            caller = recognise(request);
        } catch (RepositoryException e) {
            LOG.error("Users cannot be read", e);
            refuse(request, response, new Refusal(503, "accounts-unavailable", "Users cannot be read at the moment."));
            return;
        }
        request.setAttribute(CALLER, caller);
        Caller.Working working = caller.working();
        try {
            Optional<Refusal> refusal = refusal(request, response, caller);
            if (refusal.isPresent()) {
                audit.refused(request.getMethod(), path(request), refusal.get().id(), request.getRemoteAddr());
                refuse(request, response, refusal.get());
            } else {
                chain.doFilter(request, response);
                recordRefusal(request, response);
            }
        } finally {
            working.close();
        }
    }

    /** What a servlet refuses, because it alone knows which node is meant. */
    private void recordRefusal(HttpServletRequest request, HttpServletResponse response) {
        if (response.getStatus() == HttpServletResponse.SC_FORBIDDEN) {
            audit.refused(request.getMethod(), path(request), "not-allowed", request.getRemoteAddr());
        }
    }

    private record Refusal(int status, String id, String message) {

        String code() {
            return switch (status) {
                case 401 -> "notAuthorized";
                case 403 -> "accessDenied";
                default -> "unknown";
            };
        }
    }

    private Optional<Refusal> refusal(HttpServletRequest request, HttpServletResponse response, Caller caller) {
        return switch (Access.decide(caller, request.getMethod(), path(request))) {
            case SIGN_IN -> Optional.of(new Refusal(401, "sign-in-needed", "Sign in with HTTP Basic authentication."));
            case FORBIDDEN ->
                Optional.of(
                        hasTemporaryPassword(caller)
                                ? new Refusal(403, "password-change-needed", "Choose a password of your own first.")
                                : new Refusal(
                                        403,
                                        "not-allowed",
                                        caller.name() + " may not " + request.getMethod() + " this."));
            case ALLOWED ->
                HARMLESS.contains(request.getMethod()) || path(request).equals(FOR_VISITORS)
                        ? Optional.empty()
                        : forgery(request, response, caller);
        };
    }

    private boolean hasTemporaryPassword(Caller caller) {
        try {
            return accounts.own(caller).map(OwnAccount::hasTemporaryPassword).orElse(false);
        } catch (RepositoryException e) {
            LOG.error("The user {} cannot be read", caller.name(), e);
            return false; // refused anyway
        }
    }

    /** Why a request that changes something may not be what its sender wants. */
    private Optional<Refusal> forgery(HttpServletRequest request, HttpServletResponse response, Caller caller) {
        boolean signingIn = path(request).equals(AuthServlet.SIGN_IN);
        boolean sentByBrowser = caller.via() == Caller.Via.SESSION || caller.via() == Caller.Via.PASSWORD;
        if ((signingIn || sentByBrowser) && CrossSite.isForeign(request, response)) {
            return Optional.of(new Refusal(
                    403,
                    "cross-site",
                    "The request comes from another site that the site's cors rule does not trust."));
        }
        if (caller.via() == Caller.Via.PASSWORD && path(request).startsWith(ADMIN)) {
            return Optional.of(new Refusal(
                    403, "session-or-token-needed", "Changes here take a session or an API token, not a password."));
        }
        if (!signingIn
                && !sessionOf(request)
                        .map(session -> isRepeated(request, session))
                        .orElse(true)) {
            return Optional.of(
                    new Refusal(403, "csrf-token", "The header " + CSRF_HEADER + " is not that of the session."));
        }
        return audit.isWritable()
                ? Optional.empty()
                : Optional.of(new Refusal(503, "audit-unavailable", "Changes cannot be recorded at the moment."));
    }

    private static boolean isRepeated(HttpServletRequest request, SignedIn session) {
        String sent = Optional.ofNullable(request.getHeader(CSRF_HEADER)).orElse("");
        return MessageDigest.isEqual(
                sent.getBytes(StandardCharsets.UTF_8), session.csrf().getBytes(StandardCharsets.UTF_8));
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, Refusal refusal)
            throws IOException {
        boolean forPeople = Problem.isSpokenAt(path(request));
        if (refusal.status() == 401) {
            // At what a page asks in the background, a browser must not open its own dialog.
            response.setHeader(
                    "WWW-Authenticate", forPeople ? "FormBased" : "Basic realm=\"Heliograph\", charset=\"UTF-8\"");
        }
        if (forPeople) {
            Problem.send(request, response, new ProblemException(refusal.status(), refusal.id()));
        } else {
            RestServlet.sendError(response, refusal.status(), refusal.code(), refusal.message());
        }
    }

    /** As the container maps it to a servlet, so that no spelling of a path slips past the rule for it. */
    static String path(HttpServletRequest request) {
        String below = request.getPathInfo();
        return below == null ? request.getServletPath() : request.getServletPath() + below;
    }

    private Caller recognise(HttpServletRequest request) throws RepositoryException {
        Optional<String> header = Optional.ofNullable(request.getHeader("Authorization"));
        Optional<Caller> caller;
        if (header.isPresent()) {
            caller = byHeader(header.get(), request.getRemoteAddr());
        } else {
            Optional<String> cookie = SessionCookie.read(request);
            Optional<SignedIn> session = cookie.isEmpty() ? Optional.empty() : accounts.bySession(cookie.get());
            session.ifPresent(each -> request.setAttribute(SESSION, each));
            caller = session.map(SignedIn::caller);
        }
        return caller.isPresent() ? caller.get() : accounts.anonymous();
    }

    private Optional<Caller> byHeader(String header, String address) throws RepositoryException {
        if (header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return accounts.byToken(header.substring(BEARER.length()).strip(), address);
        }
        if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        String credentials = decode(header.substring(BASIC.length()).strip());
        int colon = credentials.indexOf(':');
        return colon < 0
                ? Optional.empty()
                : accounts.authenticate(credentials.substring(0, colon), credentials.substring(colon + 1), address);
    }

    private static String decode(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
