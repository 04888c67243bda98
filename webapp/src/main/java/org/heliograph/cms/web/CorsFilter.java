package org.heliograph.cms.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heliograph.cms.definition.Site;
import org.jspecify.annotations.Nullable;

/**
 * Tells browsers which other sites may call (Cross-Origin Resource Sharing), by the rules of the site definition, and
 * refuses the others, as Magnolia does. It answers preflights itself, before anybody has to sign in: they never carry
 * credentials. A site without rules says nothing, so that browsers allow nobody.
 */
public final class CorsFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final String ALLOW = "Access-Control-Allow-";

    private transient volatile List<CorsRule> rules;

    /** @param site whose rules hold */
    public CorsFilter(Site site) {
        rules = rulesOf(site);
    }

    /** Applies the rules of another site definition from the next request on. */
    public void use(Site site) {
        rules = rulesOf(site);
    }

    private static List<CorsRule> rulesOf(Site site) {
        return site.cors().stream().map(CorsRule::new).toList();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        List<CorsRule> now = rules;
        if (now.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        CorsRule rule = ruleFor(now, AccessFilter.path(request));
        String origin = request.getHeader("Origin");
        if (origin == null || isSameOrigin(origin, request.getHeader("Host"))) {
            // Also where no origin is told: a cache must not give this answer to a site that tells one.
            response.addHeader("Vary", "Origin");
            chain.doFilter(request, response);
        } else if (isPreflight(request)) {
            answerPreflight(rule, origin, request, response);
        } else if (isAllowed(rule.refusal(origin, request.getMethod()), response)) {
            if (!rule.allowsAnyOrigin()) {
                response.addHeader("Vary", "Origin");
            }
            allow(rule, origin, response);
            if (!rule.exposedHeaders().isEmpty()) {
                response.setHeader("Access-Control-Expose-Headers", rule.exposedHeaders());
            }
            chain.doFilter(request, response);
        }
    }

    private static CorsRule ruleFor(List<CorsRule> rules, String path) {
        return rules.stream().filter(rule -> rule.covers(path)).findFirst().orElse(CorsRule.OPEN);
    }

    /**
     * Whether a page asks the host that it came from. The scheme is left out, because a proxy may have ended TLS; a page
     * of the other scheme gains nothing, since no header allows it to read the answer.
     */
    static boolean isSameOrigin(String origin, @Nullable String host) {
        int slashes = origin.indexOf("://");
        if (slashes < 0 || host == null) {
            return false;
        }
        String defaultPort = origin.toLowerCase(Locale.ROOT).startsWith("https:") ? ":443" : ":80";
        return withoutPort(origin.substring(slashes + 3), defaultPort).equalsIgnoreCase(withoutPort(host, defaultPort));
    }

    private static String withoutPort(String authority, String port) {
        return authority.endsWith(port) ? authority.substring(0, authority.length() - port.length()) : authority;
    }

    private static boolean isPreflight(HttpServletRequest request) {
        return request.getMethod().equals("OPTIONS") && request.getHeader("Access-Control-Request-Method") != null;
    }

    private static void answerPreflight(
            CorsRule rule, String origin, HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.addHeader(
                "Vary",
                "Access-Control-Request-Method,Access-Control-Request-Headers"
                        + (rule.allowsAnyOrigin() ? "" : ",Origin"));
        String headers = Optional.ofNullable(request.getHeader("Access-Control-Request-Headers"))
                .orElse("");
        Optional<String> refusal = rule.refusal(origin, request.getHeader("Access-Control-Request-Method"))
                .or(() -> rule.headerRefusal(headers));
        if (!isAllowed(refusal, response)) {
            return;
        }
        allow(rule, origin, response);
        response.setHeader(ALLOW + "Methods", rule.methods());
        if (!rule.headers().isEmpty()) {
            response.setHeader(ALLOW + "Headers", rule.headers());
        }
        if (rule.maxAge() != 0) {
            response.setHeader("Access-Control-Max-Age", String.valueOf(rule.maxAge()));
        }
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private static boolean isAllowed(Optional<String> refusal, HttpServletResponse response) throws IOException {
        if (refusal.isPresent()) {
            RestServlet.sendError(response, 403, "accessDenied", refusal.get());
        }
        return refusal.isEmpty();
    }

    private static void allow(CorsRule rule, String origin, HttpServletResponse response) {
        response.setHeader(ALLOW + "Origin", rule.allowsAnyOrigin() ? "*" : origin);
        if (rule.allowsCredentials()) {
            response.setHeader(ALLOW + "Credentials", "true");
        }
    }
}
