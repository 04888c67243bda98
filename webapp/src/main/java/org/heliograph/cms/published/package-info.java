/** What is published, as the module looks through it for pages, feeds and messages. */
@NullMarked
package org.heliograph.cms.published;

import org.jspecify.annotations.NullMarked;
