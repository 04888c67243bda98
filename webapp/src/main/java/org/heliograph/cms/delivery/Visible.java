package org.heliograph.cms.delivery;

import org.heliograph.cms.content.LocaleSuffix;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.definition.Endpoint;

/**
 * Which stored properties of its own nodes an endpoint shows in one language or another. In doubt it shows them not.
 *
 * @param endpoint whose rules hold
 */
record Visible(Endpoint endpoint) {

    /** @param stored name of a property, in any language */
    boolean shows(String stored) {
        if (NodeSnapshot.isSystemProperty(stored)) {
            return endpoint.includeSystemProperties()
                    || endpoint.systemProperties().contains(stored);
        }
        return endpoint.properties().isEmpty()
                ? !endpoint.excludeProperties().contains(stored)
                : endpoint.properties().contains(stored)
                        || endpoint.properties().contains(withoutLanguage(stored));
    }

    /** The name of the property that has a value under a stored name. */
    static String withoutLanguage(String stored) {
        return LocaleSuffix.of(stored)
                .map(locale -> LocaleSuffix.strip(stored, locale))
                .orElse(stored);
    }
}
