/** What delivery answers, described for machines: OpenAPI and TypeScript made from the definitions. */
@NullMarked
package org.heliograph.cms.schema;

import org.jspecify.annotations.NullMarked;
