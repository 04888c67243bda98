package org.heliograph.moderation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TextsTest {

    private static final ResourceBundle ZH = Texts.bundle(Locale.CHINESE);
    private static final ResourceBundle EN = Texts.bundle(Locale.ENGLISH);

    @Test
    void everyTextIsThereInBothLanguages() {
        assertThat(ZH.keySet()).isEqualTo(EN.keySet());
        assertThat(EN.keySet()).hasSizeGreaterThan(100);
        for (String key : ZH.keySet()) {
            boolean isName = key.equals("column.whatsapp");
            assertThat(isName || ZH.getString(key).codePoints().anyMatch(Character::isIdeographic))
                    .as(key)
                    .isTrue();
        }
    }

    /** Every id that the code gives has a text: a misspelled one would be shown as it is. */
    @Test
    void everyIdHasAText() throws IOException {
        Pattern problems = Pattern.compile(
                "(?:Refusal\\.of\\(\\d+, |ImpossibleException\\(|Optional\\.of\\()\"([a-z]+(?:-[a-z]+)*)\"\\)");
        Pattern faults = Pattern.compile("(?:Fault\\.of\\([^,;]+, |wrong\\()\"([a-z-]+)\"");
        Set<String> missing = new TreeSet<>();
        int found = 0;
        try (Stream<Path> files = Files.list(Path.of("src/main/java/org/heliograph/moderation"))) {
            for (Path file : files.toList()) {
                String code = Files.readString(file);
                for (Matcher each = problems.matcher(code); each.find(); found++) {
                    addMissing(missing, "problem." + each.group(1));
                }
                for (Matcher each = faults.matcher(code); each.find(); found++) {
                    addMissing(missing, "field." + each.group(1));
                }
            }
        }
        assertThat(found).isGreaterThan(40);
        assertThat(missing).isEmpty();
    }

    private static void addMissing(Set<String> missing, String key) {
        if (!EN.containsKey(key)) {
            missing.add(key);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "zh-CN,zh",
        "'zh-TW,en;q=0.5',zh",
        "'de,zh;q=0.5,en;q=0.3',zh",
        "'en-GB,zh;q=0.1',en",
        "fr,en",
        "'',en",
        "'*;q=x',en"
    })
    void theLanguageIsTheOneThatIsLikedBest(String header, String language) {
        assertThat(Texts.accepted(header).getLanguage()).isEqualTo(language);
    }
}
