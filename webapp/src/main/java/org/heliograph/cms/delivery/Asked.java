package org.heliograph.cms.delivery;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.definition.Endpoint;
import org.heliograph.cms.definition.Site;
import org.heliograph.cms.security.Rights;

/**
 * All that an answer depends on besides the content, as the request has it. Equal ones have equal answers.
 *
 * @param definitions that hold, compared by identity
 * @param endpoint that answers, compared by its id
 * @param address of the endpoint as it was asked for
 * @param preview whether the working content is asked for, of which everybody sees what they may read
 * @param path below the endpoint, still percent-encoded
 * @param query still percent-encoded; empty where there is none
 * @param acceptLanguage the header
 * @param rights to read nodes; the same ones for all callers where the endpoint bypasses them
 */
record Asked(
        Definitions definitions,
        Endpoint endpoint,
        String address,
        boolean preview,
        String path,
        String query,
        Optional<String> acceptLanguage,
        Rights rights) {

    private static final Pattern LANGUAGE = Pattern.compile("(?:^|&)lang=([^&]*)");

    /** Whether the endpoint itself is asked, rather than a node. */
    boolean isQuery() {
        return path.isEmpty() || path.equals("/");
    }

    /**
     * The language of the answer.
     *
     * @throws org.heliograph.cms.web.RestException if a parameter names no language, or the header is malformed
     */
    Language language(QueryString parsed) {
        Site.I18n i18n = definitions.site().i18n();
        // In one object or each under its stored name: what is read is all of it. Without languages there is no object.
        Optional<String> parameter =
                parsed.first("lang").map(lang -> lang.equals("*") && i18n.enabled() ? "all" : lang);
        return Language.of(i18n, parameter, acceptLanguage);
    }

    /** Whether an endpoint shows its nodes to whoever may ask for it. */
    boolean isOpen(Endpoint shows) {
        return shows.bypassWorkspaceAcls() && !preview;
    }

    /** Whether the header may choose the language; where the raw text does not tell, it is taken to. */
    boolean isNegotiated() {
        if (!query.contains("lang=")) {
            return true;
        }
        Matcher parameter = LANGUAGE.matcher(query);
        return !parameter.find() || !isDecided(parameter.group(1));
    }

    /** A language that the site lacks leaves the choice to the header. */
    private boolean isDecided(String language) {
        return language.equalsIgnoreCase("all")
                || language.equals("*")
                || definitions.site().i18n().locales().stream()
                        .anyMatch(locale -> locale.toString().equalsIgnoreCase(language.replace('-', '_')));
    }

    /** Bytes of memory that it takes. */
    int weight() {
        return 128
                + 2
                        * (path.length()
                                + query.length()
                                + acceptLanguage.map(String::length).orElse(0));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Asked that
                && definitions == that.definitions
                && endpoint.id().equals(that.endpoint.id())
                && address.equals(that.address)
                && path.equals(that.path)
                && query.equals(that.query)
                && rights.equals(that.rights)
                && acceptLanguage.equals(that.acceptLanguage);
    }

    @Override
    public int hashCode() {
        return (path.hashCode() * 31 + query.hashCode()) * 31 + endpoint.id().hashCode();
    }
}
