/** Files of the workspace {@code dam}: what is taken, how it is cleaned, and how it and its renditions are served. */
@NullMarked
package org.heliograph.cms.media;

import org.jspecify.annotations.NullMarked;
