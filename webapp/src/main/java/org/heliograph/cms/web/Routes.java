package org.heliograph.cms.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which servlet answers which path, behind the filters that all requests pass. */
final class Routes {

    /** The error page of the web application's descriptor. */
    private static final String FAULTS = "/.fault";

    private final List<Route> routes = new ArrayList<>();

    private record Route(
            String pattern, HttpServlet servlet, @Nullable MultipartConfigElement multipart) {}

    void add(String pattern, HttpServlet servlet, @Nullable MultipartConfigElement multipart) {
        routes.add(new Route(pattern, servlet, multipart));
    }

    /**
     * Enters all of them, and an answer for every other path.
     *
     * @throws IOException if somebody else answers one of the paths
     */
    void enterIn(ServletContext context, CorsFilter cors, AccessFilter access) throws IOException {
        filter(context, "requests", new RequestFilter());
        filter(context, "cors", cors);
        filter(context, "access", access);
        for (Route route : routes) {
            servlet(context, route, route.pattern());
        }
        // Containers answer *.jsp and *.jspx themselves if nobody else does, and show failures at an address of their
        // own.
        servlet(context, new Route("nothing", new NothingHere(), null), "/", "*.jsp", "*.jspx", FAULTS);
    }

    static void filter(ServletContext context, String name, Filter filter) {
        FilterRegistration.Dynamic registration = context.addFilter(name, filter);
        registration.addMappingForUrlPatterns(null, false, "/*");
        registration.setAsyncSupported(true);
    }

    private static void servlet(ServletContext context, Route route, String... patterns) throws IOException {
        ServletRegistration.Dynamic registration = context.addServlet(route.pattern(), route.servlet());
        if (!registration.addMapping(patterns).isEmpty()) {
            throw new IOException("Somebody else answers " + String.join(", ", patterns)
                    + " already. The host needs a context of its own.");
        }
        registration.setLoadOnStartup(1);
        registration.setAsyncSupported(true);
        if (route.multipart() != null) {
            registration.setMultipartConfig(route.multipart());
        }
    }
}
