package org.heliograph.cms.publish;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is to be published together.
 *
 * @param items a node that is a part of an item stands for the item
 * @param languages whose values are published along with what all languages share; empty for all of the site
 * @param withBelow whether the items below these are published too
 * @param withParents whether items above that are not published yet are published too, rather than refused by name
 * @param references what becomes of items that these refer to and that are not published yet
 * @param comment kept with the versions; may be empty
 */
public record PublishRequest(
        List<ItemId> items,
        Set<Locale> languages,
        boolean withBelow,
        boolean withParents,
        References references,
        String comment) {

    /** What becomes of items that are referred to and not published yet. */
    public enum References {
        /** They are published too. */
        INCLUDE,
        /** They are refused by name. */
        REFUSE,
        /** They stay as they are; who refers to them shows them once they are published. */
        LEAVE
    }
}
