package org.heliograph.cms.site;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.heliograph.cms.definition.Site;

/**
 * The parts of a page's address, {@code /zh/energy/about~print~.html}.
 *
 * @param original path below the context path, decoded
 * @param locale language of the page: that of the first part if the site has it, or the default one
 * @param prefixed whether the address names the language
 * @param uri path without language
 * @param path that without selectors and extension, and without slash at the end
 * @param selectors between tildes
 * @param extension without dot; empty where there is none
 */
record PageAddress(
        String original,
        Locale locale,
        boolean prefixed,
        String uri,
        String path,
        List<String> selectors,
        String extension) {

    static PageAddress parse(String original, Site.I18n i18n) {
        int end = original.indexOf('/', 1);
        String first = original.substring(Math.min(1, original.length()), end < 0 ? original.length() : end);
        if (i18n.enabled()) {
            for (Locale locale : i18n.locales()) {
                if (locale.toString().equals(first)) {
                    return of(original, locale, true, end < 0 ? "/" : original.substring(end));
                }
            }
        }
        return of(original, i18n.defaultLocale(), false, original);
    }

    /** The same, but another place below the language. */
    PageAddress at(String otherUri) {
        PageAddress other = of(original, locale, prefixed, otherUri);
        return other;
    }

    private static PageAddress of(String original, Locale locale, boolean prefixed, String uri) {
        int name = uri.lastIndexOf('/') + 1;
        int dot = uri.lastIndexOf('.');
        boolean isExtension = dot > name && dot < uri.length() - 1;
        String extension = isExtension ? uri.substring(dot + 1) : "";
        String rest = isExtension ? uri.substring(0, dot) : uri;
        int tilde = rest.indexOf('~', name);
        List<String> selectors = tilde < 0
                ? List.of()
                : Arrays.stream(rest.substring(tilde).split("~"))
                        .filter(text -> !text.isEmpty())
                        .toList();
        String path = tilde < 0 ? rest : rest.substring(0, tilde);
        boolean slashed = path.length() > 1 && path.endsWith("/");
        return new PageAddress(
                original,
                locale,
                prefixed,
                uri,
                slashed ? path.substring(0, path.length() - 1) : path,
                selectors,
                extension);
    }
}
