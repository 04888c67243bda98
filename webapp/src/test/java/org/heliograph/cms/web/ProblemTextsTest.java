package org.heliograph.cms.web;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/** Whatever the host refuses people is said in both languages. */
class ProblemTextsTest {

    private static final Path SOURCES = Path.of("src/main/java");

    /** Where the code names a text. */
    private static final Pattern NAMED = Pattern.compile(
            "(?:new ProblemException\\(\\s*\\w+,|Field\\.of\\([^,]+,|(?i:faults)\\.add\\([^,]+,)\\s*\"([a-z0-9-]+[a-z0-9])\"");

    private static Properties texts(String language) throws IOException {
        Properties texts = new Properties();
        try (Reader in = new InputStreamReader(
                Problem.class.getResourceAsStream("problems_" + language + ".properties"), StandardCharsets.UTF_8)) {
            texts.load(in);
        }
        return texts;
    }

    @Test
    void everyTextIsThereInBothLanguagesWithTheSamePlaces() throws Exception {
        Properties english = texts("en");
        Properties chinese = texts("zh");

        assertThat(chinese.stringPropertyNames()).containsExactlyInAnyOrderElementsOf(english.stringPropertyNames());
        for (String id : english.stringPropertyNames()) {
            assertThat(places(chinese.getProperty(id))).as(id).isEqualTo(places(english.getProperty(id)));
            assertThat(chinese.getProperty(id)).as(id).containsPattern("\\p{IsHan}");
            for (Properties texts : new Properties[] {english, chinese}) {
                assertThatCode(() -> new MessageFormat(texts.getProperty(id), Locale.ENGLISH))
                        .as(id)
                        .doesNotThrowAnyException();
            }
        }
    }

    private static Set<String> places(String text) {
        Set<String> places = new TreeSet<>();
        Matcher place = Pattern.compile("\\{\\d+").matcher(text);
        while (place.find()) {
            places.add(place.group());
        }
        return places;
    }

    @Test
    void everyTextThatTheCodeNamesIsThere() throws Exception {
        Properties english = texts("en");
        Set<String> missing = new TreeSet<>();
        int named = 0;
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                Matcher matcher = NAMED.matcher(read(file));
                while (matcher.find()) {
                    named++;
                    if (!english.containsKey(matcher.group(1))) {
                        missing.add(file.getFileName() + ": " + matcher.group(1));
                    }
                }
            }
        }
        assertThat(named).isGreaterThan(50);
        assertThat(missing).isEmpty();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
