package org.heliograph.cms.content;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An item as it was when it was read.
 *
 * @param workspace where it is
 * @param path in the workspace
 * @param item with its parts
 * @param names which of its values belong to which language
 */
public record ItemState(String workspace, String path, ItemNode item, NodeLanguages names) {

    /**
     * Its values as a form holds them: a JSON object with a member per field that has a value. A field with a value per
     * language is an object by language tag; a structured value is an object, a list of those an array of objects, in
     * each of which {@code @name} tells the row.
     */
    public ObjectNode form() {
        return ItemForm.of(item, names);
    }

    /** A digest of its values and parts. */
    public String revision() {
        return item.revision();
    }
}
