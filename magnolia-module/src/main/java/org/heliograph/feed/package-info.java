/** What machines read of the site: sitemap, feeds and rules for robots, of what is published. */
@NullMarked
package org.heliograph.feed;

import org.jspecify.annotations.NullMarked;
