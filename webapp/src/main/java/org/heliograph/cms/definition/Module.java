package org.heliograph.cms.definition;

import java.util.Map;
import java.util.Set;

/**
 * A light module as its {@code module.yaml} describes it.
 *
 * @param name name of its directory
 * @param version its version; empty if it gives none
 * @param dependencies what it depends on by module name
 */
record Module(String name, String version, Map<String, Dependency> dependencies) {

    /**
     * @param range version range in Magnolia's syntax
     * @param optional whether the other module may be absent
     */
    record Dependency(Location location, String range, boolean optional) {}

    /** Names of the modules that must or may be loaded before this one. */
    Set<String> dependsOn() {
        return dependencies.keySet();
    }
}
