package org.heliograph.cms.publish;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is to be taken back together.
 *
 * @param items that are published, whether the working content still has them or not
 * @param languages whose values are taken back; empty for all, which takes back the item
 * @param withBelow whether published items below those that are taken back as a whole go too, rather than being refused
 *     by name
 */
public record UnpublishRequest(List<ItemId> items, Set<Locale> languages, boolean withBelow) {}
