package org.heliograph.cms.delivery;

import java.util.Locale;
import java.util.stream.Stream;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.definition.Endpoint;
import org.heliograph.cms.definition.Site;

/**
 * Which stored properties of its own nodes an endpoint shows in one language or another. In doubt it shows them not.
 *
 * @param endpoint whose rules hold
 * @param i18n the languages of content
 */
record Visible(Endpoint endpoint, Site.I18n i18n) {

    /** @param stored name of a property, in any language */
    boolean shows(String stored) {
        if (NodeSnapshot.isSystemProperty(stored)) {
            return endpoint.includeSystemProperties()
                    || endpoint.systemProperties().contains(stored);
        }
        return endpoint.properties().isEmpty()
                ? !endpoint.excludeProperties().contains(stored)
                : names(stored).anyMatch(endpoint.properties()::contains);
    }

    private Stream<String> names(String stored) {
        Stream<String> bases = i18n.locales().stream()
                .filter(locale -> !locale.equals(i18n.defaultLocale()))
                .map(Locale::toString)
                .filter(locale -> stored.endsWith("_" + locale))
                .map(locale -> stored.substring(0, stored.length() - locale.length() - 1));
        return Stream.concat(Stream.of(stored), bases);
    }
}
