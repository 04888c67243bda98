/** Magnolia's management REST: nodes and properties as they are stored, and import of content files. */
@NullMarked
package org.heliograph.cms.management;

import org.jspecify.annotations.NullMarked;
