package org.heliograph.cms.transfer;

import java.util.regex.Pattern;

/**
 * Spreadsheets run what starts like a formula. An apostrophe before it makes it a text; one that was there before gets
 * another one, so that nothing is lost.
 */
final class Formulas {

    private static final Pattern DANGEROUS = Pattern.compile("(?s)'*[=+\\-@\\t\\r\\n\\uFF1D\\uFF0B\\uFF0D\\uFF20|%].*");
    private static final Pattern DEFUSED = Pattern.compile("(?s)'+[=+\\-@\\t\\r\\n\\uFF1D\\uFF0B\\uFF0D\\uFF20|%].*");

    private Formulas() {}

    static String defuse(String text) {
        return DANGEROUS.matcher(text).matches() ? "'" + text : text;
    }

    /** The text before it was defused. */
    static String restore(String cell) {
        return DEFUSED.matcher(cell).matches() ? cell.substring(1) : cell;
    }
}
