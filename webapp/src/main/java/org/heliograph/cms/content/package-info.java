/** Items as immutable snapshots of JCR nodes, and their values per language. */
@NullMarked
package org.heliograph.cms.content;

import org.jspecify.annotations.NullMarked;
