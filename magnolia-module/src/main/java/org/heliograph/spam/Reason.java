package org.heliograph.spam;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/**
 * One thing that speaks for or against a message. Its arguments are numbers and words of the shield's own lists, never
 * words of the message alone, so that a kept reason tells nothing of an erased message.
 *
 * @param key stable; {@code reasons_en.properties} and {@code reasons_zh.properties} have its text
 * @param arguments for the places {@code {0}}, {@code {1}} ... of the text; without vertical bars
 * @param points that it adds to the score, below zero if it speaks for the message
 */
public record Reason(String key, List<String> arguments, int points) {

    private static final String TEXTS = "org.heliograph.spam.reasons";

    /** Copies the arguments. */
    public Reason {
        arguments = List.copyOf(arguments);
    }

    static Reason of(String key, int points, Object... arguments) {
        return new Reason(key, List.of(arguments).stream().map(String::valueOf).toList(), points);
    }

    /** The text in Chinese or English; the key itself if it is one that this version no longer gives. */
    public String text(Locale language) {
        ResourceBundle texts = texts(language);
        return texts.containsKey(key)
                ? new MessageFormat(texts.getString(key), language).format(arguments.toArray())
                : key;
    }

    static ResourceBundle texts(Locale language) {
        return ResourceBundle.getBundle(
                TEXTS,
                language.getLanguage().equals("zh") ? Locale.CHINESE : Locale.ENGLISH,
                Reason.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** One line that keeps it, for {@link #parse}: points, key and arguments between vertical bars. */
    public String line() {
        return points + "|" + key + (arguments.isEmpty() ? "" : "|" + String.join("|", arguments));
    }

    /** Reads what {@link #line} wrote; empty if it did not. */
    public static Optional<Reason> parse(String line) {
        String[] parts = line.split("\\|", -1);
        if (parts.length < 2 || !parts[0].matches("-?\\d{1,6}")) {
            return Optional.empty();
        }
        return Optional.of(new Reason(parts[1], List.of(parts).subList(2, parts.length), Integer.parseInt(parts[0])));
    }
}
