/**
 * Light modules as immutable definitions: YAML with Magnolia's directives, decorations and message bundles in, records
 * and a list of problems out.
 */
@NullMarked
package org.heliograph.cms.definition;

import org.jspecify.annotations.NullMarked;
