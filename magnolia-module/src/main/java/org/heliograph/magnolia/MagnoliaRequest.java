package org.heliograph.magnolia;

import info.magnolia.context.MgnlContext;
import info.magnolia.context.WebContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heliograph.host.ClientRequest;
import org.jspecify.annotations.Nullable;

/** The request of Magnolia's context. */
final class MagnoliaRequest implements ClientRequest {

    /** As the servlet container tells it, which knows what proxies to believe. */
    @Override
    public String address() {
        return request().getRemoteAddr();
    }

    /** Magnolia's login filter asks every request for a user's name, and the container reads the body to answer. */
    @Override
    public Map<String, List<String>> form() {
        Map<String, List<String>> form = new LinkedHashMap<>();
        request().getParameterMap().forEach((name, values) -> form.put(name, List.of(values)));
        return form;
    }

    private static HttpServletRequest request() {
        @Nullable WebContext context = MgnlContext.getWebContextOrNull();
        if (context == null) {
            throw new IllegalStateException("No request is being answered by this thread");
        }
        return context.getRequest();
    }
}
