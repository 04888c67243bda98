package org.heliograph.message;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The roof types of the content type: its own file tells them, and the light module's texts name them. */
final class RoofTypes {

    private static final String FILE = "light-module/includes/roof-types.yaml";
    private static final String TEXTS = "org.heliograph.message.light-module.i18n.module-heliograph-messages";
    private static final Pattern VALUE = Pattern.compile("- value: ([\\w-]+)");

    static final List<String> ALL = read();

    private RoofTypes() {}

    private static List<String> read() {
        try (InputStream file = RoofTypes.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing from the module");
            }
            return new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))
                    .lines()
                    .map(VALUE::matcher)
                    .filter(Matcher::matches)
                    .map(line -> line.group(1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
    }

    /** Its name in a language, as moderators see it; the value itself if it has none. */
    static String label(String value, Locale language) {
        ResourceBundle texts = IntakeTexts.bundle(TEXTS, language);
        String key = "heliograph.roof-types." + value;
        return texts.containsKey(key) ? texts.getString(key) : value;
    }
}
