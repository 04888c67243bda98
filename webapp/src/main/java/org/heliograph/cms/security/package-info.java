/** Who calls, and what they may do. */
@NullMarked
package org.heliograph.cms.security;

import org.jspecify.annotations.NullMarked;
