package org.heliograph.cms.publish;

import java.util.List;

/**
 * How an item stands in a language.
 *
 * @param standing whether the working values are published
 * @param stale whether the values in the site's default language changed since these were last changed
 * @param scheduled what is going to happen, the next first
 */
public record LanguageState(Standing standing, boolean stale, List<Schedule> scheduled) {

    /** Whether the working values are published. */
    public enum Standing {
        /** There are no values in the language, neither working nor published ones. */
        MISSING,
        /** Nothing is published in the language. */
        DRAFT,
        /** What is published is what editors see. */
        PUBLISHED,
        /** Something else is published than what editors see, at another place or under another name. */
        CHANGED
    }

    /** The same with what is going to happen. */
    LanguageState with(List<Schedule> schedules) {
        return new LanguageState(standing, stale, schedules);
    }
}
