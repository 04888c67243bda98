/** Pages of light modules, rendered as Magnolia renders them. */
@NullMarked
package org.heliograph.cms.site;

import org.jspecify.annotations.NullMarked;
