package org.heliograph.cms.definition;

import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One file of texts.
 *
 * @param file path of the file
 * @param texts by key
 */
record MessageBundle(String file, Locale locale, Map<String, String> texts) {

    private static final Pattern NAME =
            Pattern.compile(".*?_([a-z]{2,3}(?:[_-][A-Z][a-z]{3})?(?:[_-][A-Z]{2})?)\\.properties");

    /** The locale at the end of a file name, if it has one. */
    static Optional<Locale> localeOf(String file) {
        Matcher matcher = NAME.matcher(file.substring(file.lastIndexOf('/') + 1));
        return matcher.matches()
                ? Optional.of(Locale.forLanguageTag(matcher.group(1).replace('_', '-')))
                : Optional.empty();
    }

    /** @throws DefinitionException if the file is not UTF-8 or holds a bad escape */
    static MessageBundle read(String file, Locale locale, byte[] bytes) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(YamlReader.decode(file, bytes)));
        } catch (IOException | IllegalArgumentException e) {
            throw new DefinitionException(
                    new Location(file, 1, 1),
                    "The messages cannot be read: " + e.getMessage(),
                    "Write a backslash twice, and the file in UTF-8 without escapes",
                    e);
        }
        Map<String, String> texts = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
        return new MessageBundle(file, locale, Map.copyOf(texts));
    }
}
