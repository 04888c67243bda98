/** Magnolia's Delivery API v2: definitions of endpoints in, JSON out, read from the index alone. */
@NullMarked
package org.heliograph.cms.delivery;

import org.jspecify.annotations.NullMarked;
