/** What templates ask for besides what Magnolia offers them. */
@NullMarked
package org.heliograph.template;

import org.jspecify.annotations.NullMarked;
