package org.heliograph.message;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.heliograph.host.ConsentTexts;

/**
 * What an installation decides about its messages.
 *
 * @param enquiry wording of the consent that every sender gives
 * @param crossBorder wording of the separate consent to the transfer of the details abroad; empty where none is asked for
 * @param retentionDays for how long messages of each purpose are kept
 * @param defaultCountry ISO 3166-1 alpha-2: how phone numbers without country are read
 * @param shortestText graphemes that a message has at least
 * @param perDay messages that are stored in a day (UTC) at most
 * @param heldPerDay how many of those may be held ones, so that a flood leaves room for the others
 */
public record MessageSettings(
        Wording enquiry,
        Optional<Wording> crossBorder,
        Map<String, Integer> retentionDays,
        String defaultCountry,
        int shortestText,
        int perDay,
        int heldPerDay) {

    /** The purpose of every message. */
    public static final String ENQUIRY = "enquiry";

    /** The purpose of sending details abroad, which PIPL Art. 39 asks a separate consent for. */
    public static final String CROSS_BORDER = "cross-border";

    private static final String PREFIX = "messages.";
    private static final Set<String> KEYS = Set.of(
            "consent.enquiry.version",
            "consent.enquiry.zh",
            "consent.enquiry.en",
            "cross-border",
            "consent.cross-border.version",
            "consent.cross-border.zh",
            "consent.cross-border.en",
            "retention.enquiry",
            "default-country",
            "text.min",
            "cap.day",
            "cap.held");
    /** Sections of settings that belong to others. */
    private static final Set<String> OTHERS = Set.of("spam", "mail", "webhook", "digest", "moderation", "notification");

    /** Days of a century: longer is for ever. */
    private static final int MOST_DAYS = 36_500;

    private static final int MOST_PER_DAY = 1_000_000;
    private static final int LONGEST_WORDING = 4000;

    /**
     * What a sender agrees to.
     *
     * @param version stored with each consent; another one whenever a text changes
     * @param zh in Chinese
     * @param en in English
     */
    public record Wording(String version, String zh, String en) {

        /** The text in a language. */
        public String text(Locale language) {
            return language.getLanguage().equals(Languages.CHINESE.getLanguage()) ? zh : en;
        }
    }

    /** The names of the settings that there are. */
    public static Set<String> names() {
        return KEYS.stream().map(PREFIX::concat).collect(Collectors.toUnmodifiableSet());
    }

    /** What suits a company's site. */
    public static MessageSettings defaults() {
        return of(Map.of());
    }

    /** What senders have to agree to, as a form in HTML sends it. */
    public ConsentTexts consents() {
        return language -> ConsentCheck.wordings(this).entrySet().stream()
                .map(each -> new ConsentTexts.Consent(
                        "consent." + each.getKey(),
                        each.getValue().version(),
                        each.getValue().text(language)))
                .toList();
    }

    /** When a message that comes now is to be erased. */
    Instant retainUntil(Instant receivedAt) {
        return receivedAt.plus(retentionDays.get(ENQUIRY), ChronoUnit.DAYS);
    }

    /**
     * Reads the settings whose names begin with {@code messages.}; the defaults stand for those that are not there.
     *
     * @throws IllegalArgumentException if some are unknown, missing or out of range, naming each of them and the cure
     */
    public static MessageSettings of(Map<String, String> settings) {
        Reading reading = new Reading(settings);
        reading.refuseUnknown();
        int days = reading.number("retention.enquiry", 730, 1, MOST_DAYS);
        int perDay = reading.number("cap.day", 20_000, 1, MOST_PER_DAY);
        MessageSettings read = new MessageSettings(
                reading.wording(ENQUIRY, Optional.of(IntakeTexts.defaultWording(days))),
                reading.yes("cross-border")
                        ? Optional.of(reading.wording(CROSS_BORDER, Optional.empty()))
                        : Optional.empty(),
                Map.of(ENQUIRY, days),
                reading.country("default-country", "CN"),
                reading.number("text.min", 10, 1, 100),
                perDay,
                reading.number("cap.held", Math.max(1, perDay / 2), 1, perDay));
        reading.refuseFaults();
        return read;
    }

    /** Reads values, and gathers what is wrong with them. */
    private static final class Reading {

        private final Map<String, String> settings;
        private final List<String> faults = new ArrayList<>();

        Reading(Map<String, String> settings) {
            this.settings = settings;
        }

        void refuseUnknown() {
            for (String name : new TreeSet<>(settings.keySet())) {
                String key = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : "";
                if (!key.isEmpty() && !KEYS.contains(key) && !OTHERS.contains(key.split("\\.")[0])) {
                    faults.add(name + " is no setting; there are " + PREFIX
                            + String.join(", " + PREFIX, new TreeSet<>(KEYS)));
                }
            }
        }

        void refuseFaults() {
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException(String.join("\n", faults));
            }
        }

        private Optional<String> value(String key) {
            return Optional.ofNullable(settings.get(PREFIX + key))
                    .map(String::strip)
                    .filter(value -> !value.isEmpty());
        }

        int number(String key, int otherwise, int least, int most) {
            Optional<String> value = value(key);
            if (value.isEmpty()) {
                return otherwise;
            }
            if (value.get().matches("\\d{1,9}")) {
                int number = Integer.parseInt(value.get());
                if (number >= least && number <= most) {
                    return number;
                }
            }
            faults.add(PREFIX + key + " must be a whole number from " + least + " to " + most + ", not \"" + value.get()
                    + '"');
            return otherwise;
        }

        boolean yes(String key) {
            String value = value(key).orElse("false");
            if (!value.equals("true") && !value.equals("false")) {
                faults.add(PREFIX + key + " must be true or false, not \"" + value + '"');
            }
            return value.equals("true");
        }

        String country(String key, String otherwise) {
            String value = value(key).orElse(otherwise);
            if (!Set.of(Locale.getISOCountries()).contains(value)) {
                faults.add(PREFIX + key + " must be a country code of two capital letters (ISO 3166-1), not \"" + value
                        + '"');
            }
            return value;
        }

        /** All three parts or none: a version says nothing if it may stand for several texts. */
        Wording wording(String purpose, Optional<Wording> otherwise) {
            String key = "consent." + purpose + '.';
            Optional<String> version = value(key + "version");
            Optional<String> zh = value(key + "zh");
            Optional<String> en = value(key + "en");
            if (version.isEmpty() && zh.isEmpty() && en.isEmpty() && otherwise.isPresent()) {
                return otherwise.get();
            }
            if (version.isEmpty() || zh.isEmpty() || en.isEmpty()) {
                faults.add(PREFIX + key + "version, " + PREFIX + key + "zh and " + PREFIX + key
                        + "en must be set together: the consent is asked for in both languages");
            }
            if (!version.orElse("1").matches("[A-Za-z0-9._-]{1,40}")) {
                faults.add(PREFIX + key + "version must be up to 40 letters, digits, dots, hyphens or underscores");
            }
            if (zh.orElse("").length() > LONGEST_WORDING || en.orElse("").length() > LONGEST_WORDING) {
                faults.add(PREFIX + key + "zh and " + PREFIX + key + "en may have " + LONGEST_WORDING + " characters");
            }
            return new Wording(version.orElse(""), zh.orElse(""), en.orElse(""));
        }
    }
}
