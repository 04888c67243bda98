/** Where published items have their pages. */
@NullMarked
package org.heliograph.address;

import org.jspecify.annotations.NullMarked;
