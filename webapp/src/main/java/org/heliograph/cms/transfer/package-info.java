/** Moves content between hosts and to translators: archives of content files, CSV and XLIFF. */
@NullMarked
package org.heliograph.cms.transfer;

import org.jspecify.annotations.NullMarked;
