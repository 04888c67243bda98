package org.heliograph.cms.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Optional;

/** The cookie that holds the token of a session: out of reach of scripts, not sent along by other sites' forms. */
final class SessionCookie {

    private static final String NAME = "heliograph-session";

    private SessionCookie() {}

    static Optional<String> read(HttpServletRequest request) {
        return Optional.ofNullable(request.getCookies()).stream()
                .flatMap(Arrays::stream)
                .filter(cookie -> cookie.getName().equals(NAME))
                .map(Cookie::getValue)
                .findFirst();
    }

    /** Lives as long as the browser; the host ends the session itself. */
    static void write(HttpServletRequest request, HttpServletResponse response, String token) {
        response.addCookie(cookie(request, token));
    }

    static void remove(HttpServletRequest request, HttpServletResponse response) {
        Cookie cookie = cookie(request, "");
        cookie.setMaxAge(0);
        response.addCookie(cookie);
    }

    private static Cookie cookie(HttpServletRequest request, String value) {
        Cookie cookie = new Cookie(NAME, value);
        cookie.setPath(request.getContextPath() + "/");
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setAttribute("SameSite", "Lax");
        return cookie;
    }
}
