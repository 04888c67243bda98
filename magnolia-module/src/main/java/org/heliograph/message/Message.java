package org.heliograph.message;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heliograph.spam.Reason;

/**
 * A message as it is stored: an {@code hg:contactMessage} of workspace {@value Messages#WORKSPACE}. All texts are plain
 * text, in NFC, without controls other than line breaks.
 *
 * @param id identifier of its node
 * @param path of its node
 * @param revision counts its changes, from 1
 * @param receipt number that its sender was told, as {@link Receipt} writes it
 * @param locale language in which its sender is answered: {@code zh} or {@code en}
 * @param text what its sender says
 * @param consents what its sender agreed to, as the form put it
 */
public record Message(
        String id,
        String path,
        long revision,
        String receipt,
        Instant receivedAt,
        Locale locale,
        Sender sender,
        Enquiry enquiry,
        Origin origin,
        String text,
        List<Consent> consents,
        Spam spam,
        State state,
        Handling handling,
        Retention retention) {

    /**
     * Who sent it. At least one of phone, e-mail, WhatsApp and WeChat is there.
     *
     * @param country ISO 3166-1 alpha-2
     * @param phone E.164
     * @param phoneRaw as it was typed
     * @param email with the domain as it was typed, in Unicode or not
     * @param whatsapp E.164
     * @param wechat name of the account, never to be made a link
     */
    public record Sender(
            String name,
            Optional<String> company,
            Optional<String> country,
            Optional<String> phone,
            Optional<String> phoneRaw,
            Optional<String> email,
            Optional<String> whatsapp,
            Optional<String> wechat) {}

    /**
     * What it is about.
     *
     * @param products identifiers of nodes of workspace {@code products}
     * @param roofType a value of the options of the content type
     */
    public record Enquiry(
            List<String> products,
            Optional<Quantity> projectSize,
            Optional<String> roofType,
            Optional<String> siteCity) {}

    /** @param unit one of {@link #UNITS} */
    public record Quantity(double value, String unit) {

        /** Units that project sizes come in. */
        public static final List<String> UNITS = List.of("kW", "MW", "m²", "pcs");
    }

    /**
     * Where it was written.
     *
     * @param page identifier of the node that the page shows, which stays when its address changes
     * @param path of the page's address, without query
     * @param referrer address of the page before, without query
     * @param utm campaign parameters, as {@code source=…}
     */
    public record Origin(Optional<String> page, Optional<String> path, Optional<String> referrer, List<String> utm) {}

    /**
     * A consent, or that it was refused.
     *
     * @param purpose such as {@code enquiry} or {@code cross-border}
     * @param version of the wording that was shown
     * @param locale language of the wording
     * @param given whether the box was ticked
     */
    public record Consent(String purpose, String version, Locale locale, Instant givenAt, boolean given) {}

    /**
     * What is thought of it. A message that the shield suspects is <em>held</em>: its state is still {@link State#NEW}, but
     * it waits apart from the others, until a moderator says what it is. What a moderator calls spam gets
     * {@link State#SPAM} and is held no more. Filters find both as properties {@code held} and {@code state} of the node.
     *
     * @param held whether it waits for somebody to say whether it is spam
     * @param score the points of the reasons together
     * @param reasons of the shield, which can be told in any language; their points add up to the score
     * @param verdictBy user name of the moderator who gave the verdict; empty for the shield itself
     */
    public record Spam(boolean held, int score, List<Reason> reasons, Verdict verdict, Optional<String> verdictBy) {

        /** The same with the verdict of a moderator: it is held no more. */
        public Spam judged(Verdict said, String moderator) {
            return new Spam(false, score, reasons, said, Optional.of(moderator));
        }
    }

    /** What somebody said of a message: the first two are the shield's, the others a moderator's. */
    public enum Verdict {
        CLEAN("clean"),
        SUSPECT("suspect"),
        SPAM("spam"),
        NOT_SPAM("not-spam");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        /** As it is stored and told. */
        public String word() {
            return word;
        }

        static Optional<Verdict> of(String word) {
            return List.of(values()).stream()
                    .filter(verdict -> verdict.word.equals(word))
                    .findFirst();
        }
    }

    /**
     * The work on it.
     *
     * @param assignee user name
     * @param dueAt when it should be answered
     */
    public record Handling(
            Optional<String> assignee,
            List<String> labels,
            Optional<Instant> dueAt,
            List<Note> notes,
            List<Reply> replies) {

        /** Nothing done yet. */
        public static final Handling NONE =
                new Handling(Optional.empty(), List.of(), Optional.empty(), List.of(), List.of());

        public Handling withAssignee(Optional<String> userName) {
            return new Handling(userName, labels, dueAt, notes, replies);
        }

        public Handling withLabels(List<String> all) {
            return new Handling(assignee, List.copyOf(all), dueAt, notes, replies);
        }

        public Handling withDueAt(Optional<Instant> moment) {
            return new Handling(assignee, labels, moment, notes, replies);
        }

        public Handling withNotes(List<Note> all) {
            return new Handling(assignee, labels, dueAt, List.copyOf(all), replies);
        }

        public Handling withReplies(List<Reply> all) {
            return new Handling(assignee, labels, dueAt, notes, List.copyOf(all));
        }

        /** With one more note, the last one. */
        public Handling plus(Note note) {
            return withNotes(added(notes, note));
        }

        /** With one more reply, the last one. */
        public Handling plus(Reply reply) {
            return withReplies(added(replies, reply));
        }

        private static <T> List<T> added(List<T> before, T one) {
            List<T> all = new ArrayList<>(before);
            all.add(one);
            return all;
        }
    }

    /** @param author user name */
    public record Note(String text, String author, Instant at) {}

    /**
     * An answer to the sender.
     *
     * @param author user name
     * @param locale language of it
     * @param sent whether a mail server took it
     * @param messageId of the mail, in angle brackets
     */
    public record Reply(
            String text, String author, Instant at, Locale locale, boolean sent, Optional<String> messageId) {

        /** The same, taken by a mail server. */
        public Reply delivered() {
            return new Reply(text, author, at, locale, true, messageId);
        }
    }

    /**
     * How long it is kept.
     *
     * @param until when it is erased
     * @param legalHold whether it stays beyond that
     */
    public record Retention(Instant until, boolean legalHold) {}

    /** The same in another state; whether that may follow is checked when it is stored. */
    public Message with(State other) {
        return new Message(
                id,
                path,
                revision,
                receipt,
                receivedAt,
                locale,
                sender,
                enquiry,
                origin,
                text,
                consents,
                spam,
                other,
                handling,
                retention);
    }

    public Message with(Spam other) {
        return new Message(
                id,
                path,
                revision,
                receipt,
                receivedAt,
                locale,
                sender,
                enquiry,
                origin,
                text,
                consents,
                other,
                state,
                handling,
                retention);
    }

    public Message with(Handling other) {
        return new Message(
                id,
                path,
                revision,
                receipt,
                receivedAt,
                locale,
                sender,
                enquiry,
                origin,
                text,
                consents,
                spam,
                state,
                other,
                retention);
    }

    public Message with(Retention other) {
        return new Message(
                id,
                path,
                revision,
                receipt,
                receivedAt,
                locale,
                sender,
                enquiry,
                origin,
                text,
                consents,
                spam,
                state,
                handling,
                other);
    }

    Message with(Receipt number) {
        return new Message(
                id,
                path,
                revision,
                number.toString(),
                receivedAt,
                locale,
                sender,
                enquiry,
                origin,
                text,
                consents,
                spam,
                state,
                handling,
                retention);
    }

    Message with(long otherRevision) {
        return new Message(
                id,
                path,
                otherRevision,
                receipt,
                receivedAt,
                locale,
                sender,
                enquiry,
                origin,
                text,
                consents,
                spam,
                state,
                handling,
                retention);
    }
}
