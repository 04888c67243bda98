/** The moderators' desk: what is done with contact messages, and who is told of them. */
@NullMarked
package org.heliograph.moderation;

import org.jspecify.annotations.NullMarked;
