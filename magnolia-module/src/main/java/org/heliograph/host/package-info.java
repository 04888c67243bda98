/** The seam to the host, Magnolia or the embedded one: what the rest of the module asks of either. */
@NullMarked
package org.heliograph.host;

import org.jspecify.annotations.NullMarked;
