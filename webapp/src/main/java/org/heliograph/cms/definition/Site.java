package org.heliograph.cms.definition;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The site definition: languages, cross-origin rules, theme.
 *
 * @param i18n the languages of content
 * @param cors cross-origin rules in the order of the definition
 * @param theme name of the theme; empty if the site has none
 * @param mappings which addresses show which nodes, in the order of the definition
 */
public record Site(I18n i18n, List<Cors> cors, String theme, List<UriMapping> mappings) {

    /**
     * The languages of content, as Magnolia's {@code DefaultI18nContentSupport} and {@code IetfI18nContentSupport}
     * read them.
     *
     * @param enabled whether values are localized at all
     * @param defaultLocale the locale that is stored without suffix
     * @param fallbackLocale the locale whose value is looked for where the one that was asked for has none
     * @param locales the enabled locales in the order of the definition, the default one included; language and
     *     country only
     */
    public record I18n(boolean enabled, Locale defaultLocale, Locale fallbackLocale, List<Locale> locales) {}

    /**
     * One cross-origin rule.
     *
     * @param uris name to pattern with {@code *}
     * @param allowedOrigins origins, or {@code *}
     * @param allowedMethods methods, or {@code *}
     * @param allowedHeaders header names, or {@code *}
     * @param exposedHeaders names of headers of answers that scripts may read
     * @param supportsCredentials whether cookies may be sent along
     * @param maxAge seconds for which a preflight holds
     */
    public record Cors(
            Map<String, String> uris,
            List<String> allowedOrigins,
            List<String> allowedMethods,
            List<String> allowedHeaders,
            List<String> exposedHeaders,
            boolean supportsCredentials,
            long maxAge) {}

    /**
     * Which addresses show the nodes of a workspace.
     *
     * @param workspace that holds the nodes
     * @param uriPrefix what such an address begins with; empty for all
     * @param handlePrefix path that takes its place in the workspace; empty for none
     */
    public record UriMapping(String workspace, String uriPrefix, String handlePrefix) {}

    /** What holds without any site definition: English only, no cross-origin access. */
    public static Site none() {
        return new Site(
                new I18n(false, Locale.ENGLISH, Locale.ENGLISH, List.of(Locale.ENGLISH)), List.of(), "", List.of());
    }
}
