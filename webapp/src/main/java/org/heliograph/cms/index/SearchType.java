package org.heliograph.cms.index;

import java.util.Map;

/**
 * A content type whose items are found.
 *
 * @param name of the content type
 * @param workspace of its items
 * @param nodeType primary type of an item
 * @param open whether everybody may find them
 * @param root path below which items are delivered; empty for all
 * @param item what of the item's own node is searched
 * @param parts what of its child nodes is searched, by the name of the sub-model
 */
record SearchType(
        String name,
        String workspace,
        String nodeType,
        boolean open,
        String root,
        Shape item,
        Map<String, Shape> parts) {

    /**
     * @param values by stored name
     * @param parts child nodes by name
     */
    record Shape(Map<String, Value> values, Map<String, Part> parts) {}

    /**
     * @param property name without language
     * @param level how much it says
     * @param language of the value; empty for what has none
     * @param rich whether it is HTML
     */
    record Value(String property, Level level, String language, boolean rich) {}

    /**
     * @param subModel what the child node is
     * @param multiple whether it holds a child node per value
     */
    record Part(String subModel, boolean multiple) {}
}
