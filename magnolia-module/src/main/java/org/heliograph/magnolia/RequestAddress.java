package org.heliograph.magnolia;

import info.magnolia.context.MgnlContext;
import info.magnolia.context.WebContext;
import org.heliograph.host.ClientAddress;
import org.jspecify.annotations.Nullable;

/** As the servlet container tells it, which knows what proxies to believe. */
final class RequestAddress implements ClientAddress {

    @Override
    public String current() {
        @Nullable WebContext context = MgnlContext.getWebContextOrNull();
        if (context == null) {
            throw new IllegalStateException("No request is being answered by this thread");
        }
        return context.getRequest().getRemoteAddr();
    }
}
