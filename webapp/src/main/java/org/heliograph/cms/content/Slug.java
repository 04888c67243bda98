package org.heliograph.cms.content;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.sourceforge.pinyin4j.PinyinHelper;

/**
 * The part of an address that names an item, made from its title: Chinese in pinyin, a syllable for each character; other
 * letters without accents. The readings of characters with several are told by words: our list of the trade's first, then
 * that of pinyin4j.
 */
final class Slug {

    /** Longest slug that is made, in characters. */
    private static final int MAX_LENGTH = 80;

    /** Which slugs editors may choose: letters and digits of any script with hyphens between them. */
    static final Pattern FORM = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+(-[\\p{L}\\p{M}\\p{N}]+){0,40}");
    /** Longest slug that editors may choose, in characters. */
    static final int MAX_CHOSEN = 120;

    private static final Pattern RUN = Pattern.compile("\\p{IsHan}+|[a-z0-9]+");
    private static final Map<String, String> LETTERS =
            Map.of("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "đ", "d", "ł", "l", "þ", "th", "ı", "i", "&", " and ");
    private static final Map<String, String> WORDS = words();
    private static final int LONGEST_WORD =
            WORDS.keySet().stream().mapToInt(String::length).max().orElse(1);

    private Slug() {}

    private static Map<String, String> words() {
        Map<String, String> words = new HashMap<>();
        read(PinyinHelper.class.getResourceAsStream("/pinyindb/multi_pinyin.txt"), line -> {
            int bracket = line.indexOf('(');
            String readings = line.substring(bracket + 1, line.length() - 1);
            words.put(line.substring(0, bracket).strip(), plain(readings.replace(',', ' ')));
        });
        read(Slug.class.getResourceAsStream("pinyin-words.txt"), line -> {
            String[] word = line.split(" ", 2);
            words.put(word[0], word[1]);
        });
        return words;
    }

    private static void read(InputStream file, Consumer<String> word) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            lines.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .forEach(word);
        } catch (IOException e) {
            throw new UncheckedIOException("The words with their readings cannot be read", e);
        }
    }

    /** Without tones, with {@code v} for the vowel that keyboards lack. */
    private static String plain(String reading) {
        return reading.replaceAll("\\d", "").replace("u:", "v");
    }

    /** The slug of a title; empty if it has neither Han characters nor letters that have a Latin form, nor digits. */
    static String of(String title) {
        String letters = Normalizer.normalize(title, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\p{Mn}'’]", "");
        for (Map.Entry<String, String> letter : LETTERS.entrySet()) {
            letters = letters.replace(letter.getKey(), letter.getValue());
        }
        List<String> syllables = new ArrayList<>();
        for (Matcher run = RUN.matcher(letters); run.find(); ) {
            if (Character.isIdeographic(run.group().codePointAt(0))) {
                addReadings(run.group(), syllables);
            } else {
                syllables.add(run.group());
            }
        }
        return joined(syllables);
    }

    private static String joined(List<String> syllables) {
        StringBuilder slug = new StringBuilder();
        for (String syllable : syllables) {
            if (slug.length() + syllable.length() >= MAX_LENGTH && !slug.isEmpty()) {
                break;
            }
            if (!syllable.isEmpty()) {
                slug.append(slug.isEmpty() ? "" : "-").append(syllable);
            }
        }
        return slug.substring(0, Math.min(slug.length(), MAX_LENGTH));
    }

    private static void addReadings(String text, List<String> syllables) {
        for (int at = 0; at < text.length(); ) {
            String word = wordAt(text, at);
            syllables.addAll(List.of(readings(word).split(" ")));
            at += word.length();
        }
    }

    /** The longest word that begins there, or else the character. */
    private static String wordAt(String text, int at) {
        for (int length = Math.min(LONGEST_WORD, text.length() - at); length > 0; length--) {
            String word = text.substring(at, at + length);
            if (WORDS.containsKey(word)) {
                return word;
            }
        }
        return text.substring(at, text.offsetByCodePoints(at, 1));
    }

    private static String readings(String word) {
        String known = WORDS.get(word);
        if (known != null) {
            return known;
        }
        String[] readings = PinyinHelper.toHanyuPinyinStringArray(word.charAt(0));
        return readings == null ? "" : plain(readings[0]);
    }
}
