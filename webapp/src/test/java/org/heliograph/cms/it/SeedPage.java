package org.heliograph.cms.it;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The plain text of a company's page about a policy, taken apart by its form alone: the first line that is not empty
 * names the product line, the second is the article's title; then come the paragraphs, one a line; a line that is
 * nothing but an international phone number belongs to the contact channel, and so do the line above it, its label, and
 * all lines below it.
 *
 * @param productLine name of the product line
 * @param title title of the article
 * @param paragraphs text of the article, at least one, unchanged
 * @param contactLabel what the page calls its contact channel
 * @param phone number as written
 * @param invitations lines below the number
 */
record SeedPage(
        String productLine,
        String title,
        List<String> paragraphs,
        String contactLabel,
        String phone,
        List<String> invitations) {

    private static final Pattern PHONE = Pattern.compile("\\+\\d[\\d -]{6,18}\\d");
    private static final Pattern DATE =
            Pattern.compile("(January|February|March|April|May|June|July|August|September|October|November|December)"
                    + " (\\d{1,2})(?:, (\\d{4})| (this year))");
    private static final Pattern A_YEAR_LATER = Pattern.compile("(?i)\\bafter a year\\b");
    private static final Pattern TARGET = Pattern.compile("([^.,;:\"“”]+?)\\s+by ((?:19|20)\\d{2})\\b");
    private static final DateTimeFormatter ENGLISH = DateTimeFormatter.ofPattern("MMMM d yyyy", Locale.ENGLISH);

    /** Takes a page apart; fails the test if it has not the form described. */
    static SeedPage parse(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        int phone = IntStream.range(0, lines.size())
                .filter(i -> PHONE.matcher(lines.get(i).strip()).matches())
                .findFirst()
                .orElseThrow(() -> new AssertionError("No line with a phone number in\n" + text));
        if (phone < 4) {
            throw new AssertionError("No product line, title, paragraph and contact label above the phone number");
        }
        return new SeedPage(
                lines.get(0).strip(),
                lines.get(1).strip(),
                lines.subList(2, phone - 1),
                lines.get(phone - 1).strip(),
                lines.get(phone).strip(),
                lines.subList(phone + 1, lines.size()).stream()
                        .map(String::strip)
                        .toList());
    }

    /**
     * The days that the paragraphs name, in order. A day of "this year" has no year of its own; it is taken from the day
     * named before it, plus one for an "after a year" between the two.
     */
    List<LocalDate> dates() {
        List<LocalDate> dates = new ArrayList<>();
        String text = String.join("\n", paragraphs);
        int end = 0;
        for (MatchResult match : DATE.matcher(text).results().toList()) {
            if (match.group(3) != null) {
                dates.add(date(match, match.group(3)));
            } else if (!dates.isEmpty()) {
                Matcher later = A_YEAR_LATER.matcher(text.substring(end, match.start()));
                int year = dates.get(dates.size() - 1).getYear() + (later.find() ? 1 : 0);
                dates.add(date(match, Integer.toString(year)));
            }
            end = match.end();
        }
        return dates;
    }

    private static LocalDate date(MatchResult match, String year) {
        return LocalDate.parse(match.group(1) + " " + match.group(2) + " " + year, ENGLISH);
    }

    /** What is to be reached by which year, as the paragraphs say it first. */
    Map<Integer, String> targets() {
        Map<Integer, String> targets = new LinkedHashMap<>();
        TARGET.matcher(String.join("\n", paragraphs))
                .results()
                .forEach(match -> targets.putIfAbsent(
                        Integer.valueOf(match.group(2)), match.group(1).strip()));
        return targets;
    }

    /** The phone number by ITU-T E.164: a plus sign and at most 15 digits. */
    String phoneE164() {
        String number = "+" + phone.replaceAll("\\D", "");
        if (!number.matches("\\+[1-9]\\d{1,14}")) {
            throw new AssertionError("Not a phone number: " + phone);
        }
        return number;
    }

    /** A heading as a node name: lower-case ASCII words joined by hyphens. */
    static String nodeName(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }
}
