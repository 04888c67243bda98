/** The editor's JSON API below {@code /.rest/admin/v1}: what each operation needs, takes and answers is data. */
@NullMarked
package org.heliograph.cms.admin;

import org.jspecify.annotations.NullMarked;
