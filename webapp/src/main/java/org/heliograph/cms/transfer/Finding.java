package org.heliograph.cms.transfer;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * Something that whoever moves content should know, with its place.
 *
 * @param id stable, in lower case with hyphens; {@code findings_en.properties} and {@code findings_zh.properties} have
 *     its text
 * @param place file with line and column, or workspace and path; empty where the whole is meant
 * @param arguments for the places {@code {0}}, {@code {1}} ... of the text
 */
public record Finding(String id, String place, List<Object> arguments) {

    private static final String TEXTS = "org.heliograph.cms.transfer.findings";

    static Finding at(String place, String id, Object... arguments) {
        return new Finding(id, place, List.of(arguments));
    }

    /** The text in Chinese or English. */
    public String text(Locale language) {
        ResourceBundle texts = ResourceBundle.getBundle(
                TEXTS,
                language.getLanguage().equals("zh") ? Locale.CHINESE : Locale.ENGLISH,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        return new MessageFormat(texts.getString(id), language).format(arguments.toArray());
    }

    /** Place and text. */
    public String line(Locale language) {
        return place.isEmpty() ? text(language) : place + ": " + text(language);
    }
}
