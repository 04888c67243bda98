package org.heliograph.magnolia;

import info.magnolia.cms.core.AggregationState;
import info.magnolia.context.MgnlContext;
import info.magnolia.context.WebContext;
import info.magnolia.virtualuri.mapping.RegexpVirtualUriMapping;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the language of an address when it leads to a page. Magnolia takes it off the address before mappings see that, and
 * asks again for the language of the page that they lead to.
 */
public class LocalizedUriMapping extends RegexpVirtualUriMapping {

    private static final String FORWARD = "forward:";

    /** Addresses of other things than pages have no language in front. */
    private static final String OTHER = FORWARD + "/.";

    @Override
    public Optional<Result> mapUri(URI uri) {
        return super.mapUri(uri).map(result -> {
            String target = result.getToUri();
            String prefix = prefix();
            return target.startsWith(FORWARD + "/") && !target.startsWith(OTHER) && !prefix.isEmpty()
                    ? new Result(FORWARD + prefix + target.substring(FORWARD.length()), result.getWeight(), this)
                    : result;
        });
    }

    /** What the address of the request begins with, such as {@code /zh}; empty if that is no language. */
    private static String prefix() {
        @Nullable WebContext context = MgnlContext.getWebContextOrNull();
        if (context == null) {
            return "";
        }
        AggregationState state = context.getAggregationState();
        @Nullable Locale locale = state.getLocale();
        @Nullable String address = state.getOriginalURI();
        String prefix = "/" + locale;
        return locale != null && address != null && address.startsWith(prefix + "/") ? prefix : "";
    }
}
