package org.heliograph.cms.definition;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A template for pages or components, as Magnolia reads it.
 *
 * @param id such as {@code heliograph:pages/home}
 * @param name last part of the id
 * @param title as it is written, a text or the key of one; the name where there is none
 * @param description as it is written; empty where there is none
 * @param renderType such as {@code freemarker} or {@code spa}; empty where the definition names none
 * @param script path of the script below the root of all modules, with a leading slash
 * @param dialog id of the dialog in which editors change its content
 * @param type such as {@code home} or {@code content}; empty where there is none
 * @param subtype such as {@code news}; empty where there is none
 * @param visible whether editors may choose it
 * @param baseUrl where a single-page application runs
 * @param routeTemplate how a single-page application's address is made of a page
 * @param parameters free values for the script: texts, lists and maps
 * @param areas by name, in the order of the definition, without those that are switched off
 * @param place where it is defined
 */
public record PageTemplate(
        String id,
        String name,
        String title,
        String description,
        String renderType,
        Optional<String> script,
        Optional<String> dialog,
        String type,
        String subtype,
        boolean visible,
        Optional<String> baseUrl,
        Optional<String> routeTemplate,
        Map<String, Object> parameters,
        Map<String, Area> areas,
        Location place) {

    /** What an area holds. */
    public enum AreaType {
        /** Any number of components. */
        LIST("list"),
        /** At most one component. */
        SINGLE("single"),
        /** None: the script is all. */
        NO_COMPONENT("noComponent");

        private final String text;

        AreaType(String text) {
            this.text = text;
        }

        /** As it stands in definitions. */
        public String text() {
            return text;
        }
    }

    /**
     * A part of a page or component that holds components.
     *
     * @param name also that of its node
     * @param title as it is written; the name with a capital where there is none
     * @param description as it is written; empty where there is none
     * @param renderType how the script is run; empty for that of the template
     * @param availableComponents ids of templates in the order of the definition
     * @param maxComponents more are not shown
     * @param optional whether editors make its node
     * @param createAreaNode whether it has a node of its own at all
     * @param parameters free values for the script
     * @param areas by name
     * @param autoGeneration what is made by itself, as it is defined
     */
    public record Area(
            String name,
            String title,
            String description,
            AreaType type,
            String renderType,
            Optional<String> script,
            Optional<String> dialog,
            List<String> availableComponents,
            Optional<Integer> maxComponents,
            boolean optional,
            boolean createAreaNode,
            Inheritance inheritance,
            Map<String, Object> parameters,
            Map<String, Area> areas,
            Optional<ConfigNode> autoGeneration) {}

    /**
     * What an area takes over from the area of that name on the pages above.
     *
     * @param enabled whether anything
     * @param components which of its components
     * @param properties whether its properties
     */
    public record Inheritance(boolean enabled, Inherited components, boolean properties) {

        /** Nothing. */
        public static final Inheritance NONE = new Inheritance(false, Inherited.NONE, false);
    }

    /** Which components are inherited. */
    public enum Inherited {
        NONE,
        /** Those whose property {@code inheritable} is true. */
        FILTERED,
        ALL
    }
}
