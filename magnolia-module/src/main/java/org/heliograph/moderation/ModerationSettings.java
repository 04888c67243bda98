package org.heliograph.moderation;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What an installation decides about the desk.
 *
 * @param smtp through which mail goes out; without it replies are recorded only, and nobody is notified by mail
 * @param webhook that is told of messages
 * @param digest what moderators are told by mail
 * @param alert when they are told that messages come much faster than usual
 */
public record ModerationSettings(Optional<Smtp> smtp, Optional<Webhook> webhook, Digest digest, Alert alert) {

    /** How a connection to a mail server is protected. */
    public enum Security {
        NONE,
        STARTTLS,
        TLS
    }

    /**
     * A mail server.
     *
     * @param login user name and password
     * @param from address of the sender, which answers go to unless {@code replyTo} is there
     * @param signatureZh below each reply in Chinese; may be empty, as the English one
     */
    public record Smtp(
            String host,
            int port,
            Optional<Login> login,
            Security security,
            String from,
            Optional<String> replyTo,
            String signatureZh,
            String signatureEn) {

        String signature(Locale language) {
            return language.getLanguage().equals("zh") ? signatureZh : signatureEn;
        }
    }

    /** Who signs in at a mail server. */
    public record Login(String user, String password) {

        /** Without the password. */
        @Override
        public String toString() {
            return "Login of " + user;
        }
    }

    /**
     * A receiver of events.
     *
     * @param address https, or http to this very machine
     * @param secret with which events are signed; at least 32 characters
     * @param perHour events at most, an alert besides
     */
    public record Webhook(URI address, String secret, int perHour) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "Webhook to " + address.getHost();
        }
    }

    /**
     * Mail to moderators.
     *
     * @param to their addresses; nobody gets any if there are none
     * @param every how long news is gathered
     * @param perHour mails to each of them at most, alerts included
     */
    public record Digest(List<String> to, Locale language, Duration every, int perHour) {}

    /**
     * When messages come too fast.
     *
     * @param least messages in ten minutes below which nothing is unusual
     * @param factor how many times as many as usual are unusual
     */
    public record Alert(int least, int factor) {}

    private static final String PREFIX = "messages.";
    private static final Set<String> SECTIONS = Set.of("mail", "webhook", "digest", "notification", "moderation");
    private static final Set<String> KEYS = Set.of(
            "mail.host",
            "mail.port",
            "mail.user",
            "mail.password",
            "mail.security",
            "mail.from",
            "mail.reply-to",
            "mail.signature-zh",
            "mail.signature-en",
            "webhook.address",
            "webhook.secret",
            "webhook.per-hour",
            "digest.to",
            "digest.language",
            "digest.minutes",
            "digest.per-hour",
            "notification.alert-least",
            "notification.alert-factor");

    private static final int LEAST_SECRET = 32;
    private static final int MOST_RECIPIENTS = 20;
    private static final int LONGEST_SIGNATURE = 1000;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** The names of the settings that there are. */
    public static Set<String> names() {
        return KEYS.stream().map(PREFIX::concat).collect(Collectors.toUnmodifiableSet());
    }

    /** Nobody is told anything. */
    public static ModerationSettings defaults() {
        return of(Map.of());
    }

    /**
     * Reads the settings whose names begin with {@code messages.mail.}, {@code messages.webhook.},
     * {@code messages.digest.} or {@code messages.notification.}; others are not looked at.
     *
     * @throws IllegalArgumentException if some are unknown, missing or out of range, naming each of them and the cure
     */
    public static ModerationSettings of(Map<String, String> settings) {
        Reading reading = new Reading(settings);
        reading.refuseUnknown();
        ModerationSettings read =
                new ModerationSettings(reading.smtp(), reading.webhook(), reading.digest(), reading.alert());
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
                if (SECTIONS.contains(key.split("\\.")[0]) && !KEYS.contains(key)) {
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

        private int number(String key, int otherwise, int least, int most) {
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

        private Optional<String> address(String key) {
            Optional<String> value = value(key);
            value.filter(address -> !MailAddress.isSendable(address))
                    .ifPresent(address ->
                            faults.add(PREFIX + key + " must be a mail address alone, not \"" + address + '"'));
            return value;
        }

        private Security security() {
            String word = value("mail.security").orElse("starttls");
            try {
                return Security.valueOf(word.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                faults.add(PREFIX + "mail.security must be starttls, tls or none, not \"" + word + '"');
                return Security.STARTTLS;
            }
        }

        Optional<Smtp> smtp() {
            Optional<String> host = value("mail.host");
            if (host.isEmpty()) {
                return Optional.empty();
            }
            Security security = security();
            Optional<String> from = address("mail.from");
            if (from.isEmpty()) {
                faults.add(PREFIX + "mail.from is missing: the address that replies come from");
            }
            return Optional.of(new Smtp(
                    host.get(),
                    number("mail.port", security == Security.TLS ? 465 : 587, 1, 65_535),
                    login(host.get(), security),
                    security,
                    from.orElse(""),
                    address("mail.reply-to"),
                    signature("mail.signature-zh"),
                    signature("mail.signature-en")));
        }

        private Optional<Login> login(String host, Security security) {
            Optional<String> user = value("mail.user");
            Optional<String> password = value("mail.password");
            if (user.isPresent() != password.isPresent()) {
                faults.add(PREFIX + "mail.user and " + PREFIX + "mail.password must be set together");
            } else if (user.isPresent() && security == Security.NONE && !LOOPBACK.contains(host)) {
                faults.add(PREFIX + "mail.security must not be none: the password would cross the network in clear");
            }
            return user.map(name -> new Login(name, password.orElse("")));
        }

        private String signature(String key) {
            String text = value(key).orElse("");
            if (text.length() > LONGEST_SIGNATURE) {
                faults.add(PREFIX + key + " may have " + LONGEST_SIGNATURE + " characters");
            }
            return text;
        }

        Optional<Webhook> webhook() {
            Optional<String> address = value("webhook.address");
            if (address.isEmpty()) {
                return Optional.empty();
            }
            String secret = value("webhook.secret").orElse("");
            if (secret.getBytes(StandardCharsets.UTF_8).length < LEAST_SECRET) {
                faults.add(PREFIX + "webhook.secret must have at least " + LEAST_SECRET + " characters");
            }
            Optional<URI> receiver = receiver(address.get());
            if (receiver.isEmpty()) {
                faults.add(PREFIX + "webhook.address must be an address with https, or with http to this machine"
                        + " (localhost, 127.0.0.1, [::1]), without user name and fragment");
            }
            int perHour = number("webhook.per-hour", 60, 1, 3600);
            return receiver.map(uri -> new Webhook(uri, secret, perHour));
        }

        private static Optional<URI> receiver(String address) {
            try {
                URI uri = new URI(address);
                boolean isHttps = "https".equalsIgnoreCase(uri.getScheme());
                boolean isLocal = "http".equalsIgnoreCase(uri.getScheme()) && LOOPBACK.contains(uri.getHost());
                boolean isPlain = uri.getHost() != null && uri.getUserInfo() == null && uri.getFragment() == null;
                return isPlain && (isHttps || isLocal) ? Optional.of(uri) : Optional.empty();
            } catch (URISyntaxException e) {
                return Optional.empty();
            }
        }

        Digest digest() {
            List<String> to = value("digest.to")
                    .map(list -> List.of(list.split("\\s*,\\s*")))
                    .orElse(List.of());
            to.stream()
                    .filter(address -> !MailAddress.isSendable(address))
                    .forEach(address -> faults.add(
                            PREFIX + "digest.to must be mail addresses with commas between, not \"" + address + '"'));
            if (to.size() > MOST_RECIPIENTS) {
                faults.add(PREFIX + "digest.to may have " + MOST_RECIPIENTS + " addresses");
            }
            if (!to.isEmpty() && value("mail.host").isEmpty()) {
                faults.add(PREFIX + "digest.to needs " + PREFIX + "mail.host, through which to send");
            }
            String language = value("digest.language").orElse("en");
            if (!Set.of("zh", "en").contains(language)) {
                faults.add(PREFIX + "digest.language must be zh or en, not \"" + language + '"');
            }
            return new Digest(
                    to,
                    Texts.spoken(Locale.forLanguageTag(language)),
                    Duration.ofMinutes(number("digest.minutes", 60, 5, 7 * 24 * 60)),
                    number("digest.per-hour", 4, 1, 60));
        }

        Alert alert() {
            return new Alert(
                    number("notification.alert-least", 30, 1, 1_000_000),
                    number("notification.alert-factor", 5, 2, 1000));
        }
    }
}
