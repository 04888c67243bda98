package org.heliograph.magnolia;

import info.magnolia.cms.beans.config.ServerConfiguration;
import info.magnolia.context.MgnlContext;
import info.magnolia.context.WebContext;
import jakarta.servlet.http.HttpServletResponse;
import org.heliograph.host.PageAnswer;
import org.jspecify.annotations.Nullable;

/** The answer of Magnolia's context. */
final class MagnoliaPage implements PageAnswer {

    private final ServerConfiguration server;

    MagnoliaPage(ServerConfiguration server) {
        this.server = server;
    }

    @Override
    public String base() {
        return base(server);
    }

    static String base(ServerConfiguration server) {
        String set = server.getDefaultBaseUrl();
        return set.endsWith("/") ? set.substring(0, set.length() - 1) : set;
    }

    @Override
    public void notFound() {
        context().getResponse().setStatus(HttpServletResponse.SC_NOT_FOUND);
    }

    @Override
    public void moved(String path) {
        WebContext context = context();
        context.getResponse().setStatus(HttpServletResponse.SC_MOVED_PERMANENTLY);
        context.getResponse().setHeader("Location", context.getContextPath() + path);
    }

    private static WebContext context() {
        @Nullable WebContext context = MgnlContext.getWebContextOrNull();
        if (context == null) {
            throw new IllegalStateException("No page is being made by this thread");
        }
        return context;
    }
}
