/** The module in a Magnolia instance: implements the seam to the host with Magnolia's context. */
@NullMarked
package org.heliograph.magnolia;

import org.jspecify.annotations.NullMarked;
