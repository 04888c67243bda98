package org.heliograph.cms.index;

import java.util.Set;
import org.heliograph.cms.content.View;

/**
 * What somebody types into the search box.
 *
 * @param view the state of the content
 * @param text in any script; no character has a meaning of its own
 * @param types names of the content types that count; empty for all
 * @param language whose texts are shown and preferred, such as {@code zh} or {@code zh_TW}; both are searched
 * @param everything whether the caller may read what is not open to everybody
 * @param offset number of hits to leave out
 * @param limit largest number of hits to give
 */
public record TextSearch(
        View view, String text, Set<String> types, String language, boolean everything, int offset, int limit) {}
