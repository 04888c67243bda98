package org.heliograph.feed;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.heliograph.host.Publication;

/** The rules for robots (RFC 9309). */
final class Robots {

    private Robots() {}

    /**
     * @param base what addresses begin with
     * @param allowed whether search engines may read the site
     */
    static Packed of(Publication published, String base, boolean allowed) {
        String context = URI.create(base).getRawPath();
        StringBuilder rules = new StringBuilder("User-agent: *\n");
        if (allowed) {
            // Feeds are no pages, but search engines know them.
            rules.append("Allow: ").append(context).append("/.rest/feeds/\n");
            rules.append("Allow: ").append(context).append("/.resources/\n");
            rules.append("Disallow: ").append(context).append("/.\n");
            for (Locale language : published.languages()) {
                rules.append("Disallow: ")
                        .append(context)
                        .append('/')
                        .append(language)
                        .append("/search\n");
            }
            rules.append("\nSitemap: ").append(base).append("/sitemap.xml\n");
        } else {
            rules.append("Disallow: /\n");
        }
        return Packed.of(out -> out.write(rules.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
