/** Looks at the jars as they were built. */
@NullMarked
package org.heliograph.dropin;

import org.jspecify.annotations.NullMarked;
