package org.heliograph.moderation;

import jakarta.mail.Authenticator;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.IDN;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heliograph.moderation.DeliveryLog.Outcome;
import org.heliograph.moderation.ModerationSettings.Security;
import org.heliograph.moderation.ModerationSettings.Smtp;

/** Hands mail to the server of the settings. */
final class MailServer {

    private static final String TIMEOUT = "20000";
    /** How a server begins what it says: RFC 5321, 4.2. */
    private static final Pattern STATUS = Pattern.compile("^\\s*([245]\\d\\d)\\b");

    /** RFC 5322, 2.1.1: a line may have 998 characters, and the header is folded between identifiers. */
    private static final int MOST_REFERENCES = 20;

    private final Smtp smtp;
    private final Clock clock;

    MailServer(Smtp smtp, Clock clock) {
        this.smtp = smtp;
        this.clock = clock;
    }

    /**
     * What became of a mail.
     *
     * @param detail the server's status, or the kind of failure; what it says besides may name the recipient
     */
    record Result(Outcome outcome, String detail) {}

    /** A new identifier for a mail, in the domain of the sender. */
    String newId() {
        String domain = smtp.from().substring(smtp.from().lastIndexOf('@') + 1);
        return "<" + UUID.randomUUID() + "@" + IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED) + ">";
    }

    /** The one who signs replies of a language. */
    Smtp settings() {
        return smtp;
    }

    /** Sends a mail, or tells whether another attempt makes sense. */
    Result send(Mail mail) {
        try {
            List<InternetAddress> to = new ArrayList<>();
            for (String address : mail.to()) {
                to.add(MailAddress.parse(address));
            }
            Transport.send(write(mail, to));
            return new Result(Outcome.SENT, "250");
        } catch (AddressException e) {
            return new Result(Outcome.NEVER, "address");
        } catch (SendFailedException e) {
            // Addresses that the server calls invalid will not become valid by waiting.
            boolean isFinal = e.getInvalidAddresses() != null && e.getInvalidAddresses().length > 0;
            return new Result(isFinal ? Outcome.NEVER : Outcome.LATER, status(e));
        } catch (MessagingException e) {
            return new Result(Outcome.LATER, status(e));
        }
    }

    private static String status(MessagingException failure) {
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            Matcher status =
                    STATUS.matcher(Optional.ofNullable(cause.getMessage()).orElse(""));
            if (status.find()) {
                return status.group(1);
            }
        }
        return failure.getClass().getSimpleName();
    }

    private static Throwable next(Throwable cause) {
        return cause instanceof MessagingException it && it.getNextException() != null
                ? it.getNextException()
                : cause.getCause();
    }

    private MimeMessage write(Mail mail, List<InternetAddress> to) throws MessagingException {
        boolean needsUtf8 = to.stream().anyMatch(MailAddress::needsUtf8);
        MimeMessage message = new Identified(session(needsUtf8), mail.id());
        message.setFrom(MailAddress.parse(smtp.from()));
        if (smtp.replyTo().isPresent()) {
            message.setReplyTo(
                    new InternetAddress[] {MailAddress.parse(smtp.replyTo().get())});
        }
        message.setRecipients(RecipientType.TO, to.toArray(InternetAddress[]::new));
        message.setSubject(oneLine(mail.subject()), "UTF-8");
        message.setText(mail.text(), "UTF-8", "plain");
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("Content-Language", mail.language().toLanguageTag());
        if (mail.automatic()) {
            // RFC 3834, 5: so that no automatic answer comes back.
            message.setHeader("Auto-Submitted", "auto-generated");
        }
        if (!mail.references().isEmpty()) {
            List<String> all = mail.references();
            message.setHeader("In-Reply-To", all.get(all.size() - 1));
            message.setHeader("References", String.join("\r\n ", shortened(all)));
        }
        message.saveChanges();
        return message;
    }

    /** The first one and the last ones, as RFC 1036 suggests: the thread is found by either. */
    private static List<String> shortened(List<String> references) {
        if (references.size() <= MOST_REFERENCES) {
            return references;
        }
        List<String> some = new ArrayList<>(references.subList(0, 1));
        some.addAll(references.subList(references.size() - MOST_REFERENCES + 1, references.size()));
        return some;
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }

    private Session session(boolean needsUtf8) {
        Properties properties = new Properties();
        String protocol = smtp.security() == Security.TLS ? "smtps" : "smtp";
        properties.setProperty("mail.transport.protocol", protocol);
        properties.setProperty("mail.transport.protocol.rfc822", protocol);
        String prefix = "mail." + protocol + ".";
        properties.setProperty(prefix + "host", smtp.host());
        properties.setProperty(prefix + "port", String.valueOf(smtp.port()));
        properties.setProperty(prefix + "connectiontimeout", TIMEOUT);
        properties.setProperty(prefix + "timeout", TIMEOUT);
        properties.setProperty(prefix + "writetimeout", TIMEOUT);
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        if (smtp.security() == Security.STARTTLS) {
            properties.setProperty(prefix + "starttls.enable", "true");
            properties.setProperty(prefix + "starttls.required", "true");
        }
        properties.setProperty("mail.mime.allowutf8", String.valueOf(needsUtf8));
        if (smtp.login().isEmpty()) {
            return Session.getInstance(properties);
        }
        properties.setProperty(prefix + "auth", "true");
        ModerationSettings.Login login = smtp.login().get();
        return Session.getInstance(properties, new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(login.user(), login.password());
            }
        });
    }

    /** A mail that keeps the identifier it is given: the next one of its thread has to name it. */
    private static final class Identified extends MimeMessage {

        private final String id;

        Identified(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
