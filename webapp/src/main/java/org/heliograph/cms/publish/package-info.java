/** From working content to what the public reads: publishing per language and in sets, states, schedules. */
@NullMarked
package org.heliograph.cms.publish;

import org.jspecify.annotations.NullMarked;
