package org.heliograph.message;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import org.heliograph.message.Message.Consent;
import org.heliograph.message.Message.Enquiry;
import org.heliograph.message.Message.Handling;
import org.heliograph.message.Message.Note;
import org.heliograph.message.Message.Origin;
import org.heliograph.message.Message.Quantity;
import org.heliograph.message.Message.Reply;
import org.heliograph.message.Message.Retention;
import org.heliograph.message.Message.Sender;
import org.heliograph.message.Message.Spam;
import org.heliograph.message.Message.Verdict;
import org.heliograph.spam.Reason;

/**
 * How a message lies in a node: as the content type {@code contact-message} declares it, structured values as child nodes,
 * lists of those as numbered nodes below one named as the property.
 */
final class MessageNode {

    static final String RECEIPT = "receipt";
    static final String RECEIVED_AT = "receivedAt";
    static final String HELD = "held";
    /** Keyed hash of the key that the sender's program gave; of messages that came with one. */
    static final String REPEAT_KEY = "repeatKey";
    /** Keyed hash of what the message said when it came with a key. */
    static final String REPEAT_CONTENT = "repeatContent";

    private MessageNode() {}

    /** The message of a node. What an editor, or an import, left out or spoiled reads as if nothing were there. */
    static Message read(Node node) throws RepositoryException {
        NodeValues values = new NodeValues(node);
        Instant receivedAt = values.instant(RECEIVED_AT).orElse(Instant.EPOCH);
        return new Message(
                node.getIdentifier(),
                node.getPath(),
                values.number("revision").orElse(1L),
                values.text(RECEIPT).orElse(""),
                receivedAt,
                values.locale("locale"),
                sender(values),
                enquiry(values),
                new Origin(
                        values.text("sourcePage"),
                        values.text("sourcePath"),
                        values.text("referrer"),
                        values.texts("utm")),
                values.text("message").orElse(""),
                consents(values, receivedAt),
                spam(values),
                values.text("state").flatMap(State::of).orElse(State.NEW),
                handling(values, receivedAt),
                // Without a date it would stay for ever, which nobody consented to.
                new Retention(values.instant("retainUntil").orElse(receivedAt), values.flag("legalHold")));
    }

    private static Sender sender(NodeValues values) throws RepositoryException {
        return new Sender(
                values.text("sender").orElse(""),
                values.text("company"),
                values.text("country"),
                values.text("phone"),
                values.text("phoneRaw"),
                values.text("email"),
                values.text("whatsapp"),
                values.text("wechat"));
    }

    private static Enquiry enquiry(NodeValues values) throws RepositoryException {
        Optional<Quantity> size = Optional.empty();
        Optional<NodeValues> part = values.child("projectSize");
        if (part.isPresent()) {
            size = Optional.of(new Quantity(
                    part.get().decimal("value").orElse(0.0),
                    part.get().text("unit").orElse("")));
        }
        return new Enquiry(values.texts("productOfInterest"), size, values.text("roofType"), values.text("siteCity"));
    }

    private static List<Consent> consents(NodeValues values, Instant receivedAt) throws RepositoryException {
        List<Consent> consents = new ArrayList<>();
        for (NodeValues row : values.rows("consents")) {
            consents.add(new Consent(
                    row.text("purpose").orElse(""),
                    row.text("version").orElse(""),
                    row.locale("locale"),
                    row.instant("givenAt").orElse(receivedAt),
                    row.flag("given")));
        }
        return List.copyOf(consents);
    }

    private static Spam spam(NodeValues values) throws RepositoryException {
        boolean held = values.flag(HELD);
        Optional<NodeValues> part = values.child("spam");
        if (part.isEmpty()) {
            return new Spam(held, 0, List.of(), Verdict.CLEAN, Optional.empty());
        }
        NodeValues spam = part.get();
        return new Spam(
                held,
                spam.number("score").orElse(0L).intValue(),
                spam.texts("reasons").stream()
                        .flatMap(line -> Reason.parse(line).stream())
                        .toList(),
                spam.text("verdict").flatMap(Verdict::of).orElse(Verdict.CLEAN),
                spam.text("verdictBy"));
    }

    private static Handling handling(NodeValues values, Instant receivedAt) throws RepositoryException {
        List<Note> notes = new ArrayList<>();
        for (NodeValues row : values.rows("notes")) {
            notes.add(new Note(
                    row.text("text").orElse(""),
                    row.text("author").orElse(""),
                    row.instant("at").orElse(receivedAt)));
        }
        List<Reply> replies = new ArrayList<>();
        for (NodeValues row : values.rows("replies")) {
            replies.add(new Reply(
                    row.text("text").orElse(""),
                    row.text("author").orElse(""),
                    row.instant("at").orElse(receivedAt),
                    row.locale("locale"),
                    row.flag("sent"),
                    row.text("messageId")));
        }
        return new Handling(
                values.text("assignee"),
                values.texts("labels"),
                values.instant("dueAt"),
                List.copyOf(notes),
                List.copyOf(replies));
    }

    /**
     * Adds a node for a message.
     *
     * @param draft without identifier and path
     * @param repeat by which a repeat of it is known
     * @return the message with identifier and path
     */
    static Message add(Node folder, Message draft, Optional<RepeatKey> repeat) throws RepositoryException {
        Node node = folder.addNode(draft.receipt(), Messages.NODE_TYPE);
        NodeValues values = new NodeValues(node);
        values.put(RECEIPT, draft.receipt());
        values.put(RECEIVED_AT, draft.receivedAt());
        values.put("locale", draft.locale().toLanguageTag());
        putSender(values, draft.sender());
        putEnquiry(values, draft.enquiry());
        putOrigin(values, draft.origin());
        values.put("message", draft.text());
        putConsents(values, draft.consents());
        if (repeat.isPresent()) {
            values.put(REPEAT_KEY, repeat.get().key());
            values.put(REPEAT_CONTENT, repeat.get().content());
        }
        update(node, draft);
        return new Message(
                node.getIdentifier(),
                node.getPath(),
                draft.revision(),
                draft.receipt(),
                draft.receivedAt(),
                draft.locale(),
                draft.sender(),
                draft.enquiry(),
                draft.origin(),
                draft.text(),
                draft.consents(),
                draft.spam(),
                draft.state(),
                draft.handling(),
                draft.retention());
    }

    private static void putSender(NodeValues values, Sender sender) throws RepositoryException {
        values.put("sender", sender.name());
        values.put("company", sender.company());
        values.put("country", sender.country());
        values.put("phone", sender.phone());
        values.put("phoneRaw", sender.phoneRaw());
        values.put("email", sender.email());
        values.put("whatsapp", sender.whatsapp());
        values.put("wechat", sender.wechat());
        values.put(Contacts.PROPERTY, List.copyOf(Contacts.of(sender)));
    }

    private static void putEnquiry(NodeValues values, Enquiry enquiry) throws RepositoryException {
        values.put("productOfInterest", enquiry.products());
        values.put("roofType", enquiry.roofType());
        values.put("siteCity", enquiry.siteCity());
        if (enquiry.projectSize().isPresent()) {
            NodeValues size = values.part("projectSize");
            size.put("value", enquiry.projectSize().get().value());
            size.put("unit", enquiry.projectSize().get().unit());
        }
    }

    private static void putOrigin(NodeValues values, Origin origin) throws RepositoryException {
        values.put("sourcePage", origin.page());
        values.put("sourcePath", origin.path());
        values.put("referrer", origin.referrer());
        values.put("utm", origin.utm());
    }

    private static void putConsents(NodeValues values, List<Consent> consents) throws RepositoryException {
        List<NodeValues> rows = values.rows("consents", consents.size());
        for (int i = 0; i < consents.size(); i++) {
            Consent consent = consents.get(i);
            NodeValues row = rows.get(i);
            row.put("purpose", consent.purpose());
            row.put("version", consent.version());
            row.put("locale", consent.locale().toLanguageTag());
            row.put("givenAt", consent.givenAt());
            row.put("given", consent.given());
        }
    }

    /** Brings what moderators change to the state of a message. */
    static void update(Node node, Message message) throws RepositoryException {
        NodeValues values = new NodeValues(node);
        values.put("revision", message.revision());
        values.put("state", message.state().word());
        values.put("retainUntil", message.retention().until());
        values.put("legalHold", message.retention().legalHold());
        putSpam(values, message.spam());
        putHandling(values, message.handling());
    }

    private static void putSpam(NodeValues values, Spam spam) throws RepositoryException {
        values.put(HELD, spam.held());
        NodeValues part = values.part("spam");
        part.put("score", (long) spam.score());
        part.put("reasons", spam.reasons().stream().map(Reason::line).toList());
        part.put("verdict", spam.verdict().word());
        part.put("verdictBy", spam.verdictBy());
    }

    private static void putHandling(NodeValues values, Handling handling) throws RepositoryException {
        values.put("assignee", handling.assignee());
        values.put("labels", handling.labels());
        if (handling.dueAt().isPresent()) {
            values.put("dueAt", handling.dueAt().get());
        } else {
            values.remove("dueAt");
        }
        List<NodeValues> notes = values.rows("notes", handling.notes().size());
        for (int i = 0; i < notes.size(); i++) {
            Note note = handling.notes().get(i);
            notes.get(i).put("text", note.text());
            notes.get(i).put("author", note.author());
            notes.get(i).put("at", note.at());
        }
        List<NodeValues> replies = values.rows("replies", handling.replies().size());
        for (int i = 0; i < replies.size(); i++) {
            putReply(replies.get(i), handling.replies().get(i));
        }
    }

    private static void putReply(NodeValues row, Reply reply) throws RepositoryException {
        row.put("text", reply.text());
        row.put("author", reply.author());
        row.put("at", reply.at());
        row.put("locale", reply.locale().toLanguageTag());
        row.put("sent", reply.sent());
        row.put("messageId", reply.messageId());
    }
}
