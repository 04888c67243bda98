package org.heliograph.cms.site;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.View;
import org.heliograph.cms.definition.Site;
import org.heliograph.cms.definition.Site.UriMapping;
import org.heliograph.cms.delivery.Links;
import org.heliograph.cms.index.Snapshot;

/**
 * Addresses of pages, as Magnolia writes and reads them: the site's mapping says which part of the tree they stand for, and
 * languages other than the default one are a prefix.
 *
 * @param site whose mappings and languages hold
 * @param contextPath of this host, empty or with a leading slash
 * @param assets how addresses of assets and in rich text are written
 */
record SiteLinks(Site site, String contextPath, Links assets) {

    static final String WEBSITE = "website";
    private static final String EXTENSION = ".html";
    private static final String HARMLESS = "-._~/:@!$&()*+,=";

    /** The path of the page that an address stands for; the address has neither context path, language nor extension. */
    String handle(String uri) {
        return site.mappings().stream()
                .filter(mapping -> mapping.workspace().equals(WEBSITE) && isBelow(uri, mapping.uriPrefix()))
                .max(Comparator.comparingInt(mapping -> mapping.uriPrefix().length()))
                .map(mapping -> joined(
                        mapping.handlePrefix(),
                        uri.substring(mapping.uriPrefix().length())))
                .orElse(uri);
    }

    /** The path of the page that is the site's home. */
    String home() {
        return handle("/");
    }

    /** The address of a node's page relative to the host, in a language. */
    String page(String workspace, String path, Locale language) {
        return contextPath + prefix(language) + encode(uri(workspace, path)) + EXTENSION;
    }

    /** What stands before an address in a language: nothing for the default one. */
    String prefix(Locale language) {
        Site.I18n i18n = site.i18n();
        boolean isOther = i18n.enabled() && i18n.locales().contains(language) && !language.equals(i18n.defaultLocale());
        return isOther ? "/" + language : "";
    }

    /** The address that stands for a node, without context path, language and extension. */
    private String uri(String workspace, String path) {
        Optional<UriMapping> mapping = site.mappings().stream()
                .filter(each -> each.workspace().equals(workspace) && isBelow(path, each.handlePrefix()))
                .max(Comparator.comparingInt(each -> each.handlePrefix().length()));
        return mapping.map(each -> joined(
                        each.uriPrefix(), path.substring(each.handlePrefix().length())))
                .orElse(path);
    }

    private static String joined(String prefix, String rest) {
        if (rest.isEmpty() || rest.equals("/")) {
            return prefix.isEmpty() ? "/" : prefix;
        }
        return prefix + (rest.startsWith("/") ? "" : "/") + rest;
    }

    private static boolean isBelow(String path, String prefix) {
        return path.startsWith(prefix)
                && (prefix.isEmpty() || path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }

    /** A text with links to nodes in it, those written as addresses of this host. */
    String resolve(String text, Snapshot snapshot, View view, Locale language) {
        return assets.resolve(text, false, prefix(language), snapshot, view);
    }

    /** The link of a node, whatever workspace it is in. */
    String of(String workspace, NodeSnapshot node, Locale language) {
        return page(workspace, node.path(), language);
    }

    /** Han text stands for itself, as Magnolia writes it; browsers encode it. What ends an address or an attribute does not. */
    private static String encode(String path) {
        StringBuilder encoded = new StringBuilder(path.length() + 8);
        path.codePoints().forEach(c -> {
            boolean isPlain = c > 0x9f && !Character.isWhitespace(c) && !Character.isISOControl(c);
            if (isPlain || c < 0x80 && (Character.isLetterOrDigit(c) || HARMLESS.indexOf(c) >= 0)) {
                encoded.appendCodePoint(c);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    encoded.append('%').append(String.format("%02X", b));
                }
            }
        });
        return encoded.toString();
    }

    /** The languages of the site; the default one alone where there are no others. */
    List<Locale> languages() {
        Site.I18n i18n = site.i18n();
        return i18n.enabled() ? i18n.locales() : List.of(i18n.defaultLocale());
    }
}
