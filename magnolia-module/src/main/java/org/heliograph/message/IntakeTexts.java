package org.heliograph.message;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.heliograph.message.MessageSettings.Wording;

/** What senders read, in Chinese or English. */
final class IntakeTexts {

    private static final String BUNDLE = "org.heliograph.message.intake";

    /** Of the wording that is in force where settings give none; another one whenever that text changes. */
    private static final String DEFAULT_VERSION = "1";

    private IntakeTexts() {}

    /** A text with its places filled; the key itself if there is no such text. */
    static String of(String key, Locale language, List<?> arguments) {
        ResourceBundle texts = texts(language);
        return texts.containsKey(key)
                ? new MessageFormat(texts.getString(key), language).format(arguments.toArray())
                : key;
    }

    static String of(String key, Locale language) {
        return of(key, language, List.of());
    }

    static ResourceBundle texts(Locale language) {
        return bundle(BUNDLE, language);
    }

    static ResourceBundle bundle(String name, Locale language) {
        return ResourceBundle.getBundle(
                name,
                language,
                IntakeTexts.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** What senders agree to where settings do not say: it tells the period, as they must know it. */
    static Wording defaultWording(int days) {
        // Another period is another wording.
        return new Wording(
                DEFAULT_VERSION + '-' + days,
                of("consent.enquiry", Languages.CHINESE, List.of(days)),
                of("consent.enquiry", Languages.DEFAULT, List.of(days)));
    }
}
