package org.heliograph.cms.index;

import com.github.houbb.opencc4j.support.data.impl.OpenccDatas;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.sourceforge.pinyin4j.PinyinHelper;

/** What is known of single Han characters: their simplified form and their readings. */
final class Han {

    private static final char[] SIMPLIFIED = simplifiedForms();
    private static final Map<Integer, Set<String>> READINGS = new ConcurrentHashMap<>();

    private Han() {}

    /** One character for one: which words a character stands in plays no part, so that text and query fold alike. */
    private static char[] simplifiedForms() {
        char[] forms = new char[Character.MAX_VALUE + 1];
        for (int c = 0; c < forms.length; c++) {
            forms[c] = (char) c;
        }
        OpenccDatas.tsChar().data().getDataMap().forEach((traditional, simplified) -> {
            // Where a character may stay as it is or be simplified, the last candidate is the simplified one.
            String form = simplified.get(simplified.size() - 1);
            if (traditional.length() == 1 && form.length() == 1) {
                forms[traditional.charAt(0)] = form.charAt(0);
            }
        });
        return forms;
    }

    /** The simplified form of a character; any other character is its own. */
    static int simplified(int codePoint) {
        return Character.isBmpCodePoint(codePoint) ? SIMPLIFIED[codePoint] : codePoint;
    }

    /** All readings without tones; ü is both {@code v} and {@code u}. Empty for a character that has none. */
    static Set<String> readings(int codePoint) {
        return isWrittenWithoutBlanks(codePoint) ? READINGS.computeIfAbsent(codePoint, Han::lookUpReadings) : Set.of();
    }

    private static Set<String> lookUpReadings(int codePoint) {
        String[] toned =
                Character.isBmpCodePoint(codePoint) ? PinyinHelper.toHanyuPinyinStringArray((char) codePoint) : null;
        Set<String> readings = new LinkedHashSet<>();
        for (String reading : toned == null ? new String[0] : toned) {
            String toneless = reading.replaceAll("\\d", "");
            for (String umlaut : toneless.contains("u:") ? List.of("v", "u") : List.of("")) {
                readings.add(toneless.replace("u:", umlaut));
            }
        }
        return Collections.unmodifiableSet(readings);
    }

    /** Whether a character belongs to a script that is written without blanks between words. */
    static boolean isWrittenWithoutBlanks(int codePoint) {
        if (codePoint >= 0x4E00 && codePoint <= 0x9FFF) {
            return true;
        }
        return codePoint >= 0x0E00
                && switch (Character.UnicodeScript.of(codePoint)) {
                    case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO, THAI, LAO, KHMER, MYANMAR -> true;
                    default -> false;
                };
    }
}
