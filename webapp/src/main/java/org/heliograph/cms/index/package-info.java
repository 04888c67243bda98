/**
 * The read model: one Lucene index over all content, from which every read and query is answered. It is derived data:
 * losing it costs a rebuild, never content.
 */
@NullMarked
package org.heliograph.cms.index;

import org.jspecify.annotations.NullMarked;
