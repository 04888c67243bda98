package org.heliograph.cms.site;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.delivery.Answer;
import org.heliograph.cms.web.RestException;
import org.heliograph.cms.web.RestServlet;

/** Answers {@code /.resources/<module>/webresources/<file>}; no other file of a module is shown. */
public final class ResourceServlet extends RestServlet {

    private static final long serialVersionUID = 1L;
    private static final String HOUR = "max-age=3600, public";
    private static final String YEAR = "max-age=31536000, public, immutable";
    private static final String OCTETS = "application/octet-stream";
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("css", "text/css"),
            Map.entry("js", "text/javascript"),
            Map.entry("mjs", "text/javascript"),
            Map.entry("json", "application/json"),
            Map.entry("map", "application/json"),
            Map.entry("txt", "text/plain"),
            Map.entry("xml", "application/xml"),
            Map.entry("html", "text/html"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"),
            Map.entry("avif", "image/avif"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff", "font/woff"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("pdf", "application/pdf"));

    private final transient Supplier<Definitions> definitions;

    /** @param definitions the current ones, at each call */
    public ResourceServlet(Supplier<Definitions> definitions) {
        this.definitions = definitions;
    }

    @Override
    protected void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            throw RestException.methodNotAllowed(request.getMethod(), "GET, HEAD");
        }
        String asked = Optional.ofNullable(request.getPathInfo()).orElse("");
        String path = Resources.withoutFingerprint(asked);
        Resources.Resource resource = Resources.find(definitions.get(), path)
                .orElseThrow(() -> RestException.notFound("There is no resource " + asked));
        String extension = path.substring(path.lastIndexOf('.') + 1);
        String type = TYPES.getOrDefault(extension.toLowerCase(java.util.Locale.ROOT), OCTETS);
        response.addHeader("Vary", "Accept-Encoding");
        if (type.equals("image/svg+xml") || type.equals("text/html")) {
            // Whoever puts one there may not make it run anything of this site.
            response.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
        }
        Answer answer = resource.answer(type);
        answer.send(request, response, Resources.isFingerprinted(asked) ? YEAR : HOUR);
    }
}
