package org.heliograph.cms.transfer;

import java.util.List;

/**
 * What a translator's file would change, or did.
 *
 * @param texts translations that are new
 * @param items that have any
 * @param untouched texts whose translation is stored already
 * @param empty texts without a translation in the file
 * @param obstacles what cannot be taken; with any of them nothing is, unless the rest was asked for
 * @param notes what was taken although something is to be known
 * @param done whether it was stored, rather than only looked at
 */
public record TranslationReport(
        long texts,
        long items,
        long untouched,
        long empty,
        List<Finding> obstacles,
        List<Finding> notes,
        boolean done) {}
