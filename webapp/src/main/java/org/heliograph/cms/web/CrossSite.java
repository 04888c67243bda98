package org.heliograph.cms.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.Set;

/**
 * Tells whether a page of another site made a browser send a request. Browsers say so (Fetch Metadata, Origin); programs
 * that are no browser say nothing and carry no credentials that somebody else could use.
 */
final class CrossSite {

    private static final Set<String> OWN = Set.of("same-origin", "none");

    private CrossSite() {}

    /**
     * Whether a request comes from another site that the site's rules do not trust with credentials.
     *
     * @param response as the cross-origin filter left it
     */
    static boolean isForeign(HttpServletRequest request, HttpServletResponse response) {
        boolean trusted = "true".equals(response.getHeader("Access-Control-Allow-Credentials"));
        return !trusted && isFromElsewhere(request);
    }

    private static boolean isFromElsewhere(HttpServletRequest request) {
        Optional<String> origin = Optional.ofNullable(request.getHeader("Origin"));
        if (origin.filter(each -> !CorsFilter.isSameOrigin(each, request.getHeader("Host")))
                .isPresent()) {
            return true;
        }
        return Optional.ofNullable(request.getHeader("Sec-Fetch-Site"))
                .filter(site -> !OWN.contains(site))
                .isPresent();
    }
}
