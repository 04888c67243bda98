/** Contact messages: what senders leave, how it is taken in, and where it is kept. */
@NullMarked
package org.heliograph.message;

import org.jspecify.annotations.NullMarked;
