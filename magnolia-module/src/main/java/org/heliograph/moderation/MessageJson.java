package org.heliograph.moderation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heliograph.message.Message;
import org.heliograph.message.Message.Consent;
import org.heliograph.message.Message.Enquiry;
import org.heliograph.message.Message.Handling;
import org.heliograph.message.Message.Note;
import org.heliograph.message.Message.Origin;
import org.heliograph.message.Message.Reply;
import org.heliograph.message.Message.Sender;
import org.heliograph.message.Message.Spam;
import org.heliograph.spam.Reason;

/** Messages as JSON, with all that is kept of them. What a message does not have is left out. */
final class MessageJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private MessageJson() {}

    /** @param language in which reasons are told */
    static ObjectNode of(Message message, Locale language) {
        ObjectNode json = NODES.objectNode();
        json.put("id", message.id());
        json.put("revision", message.revision());
        json.put("receipt", message.receipt());
        json.put("receivedAt", message.receivedAt().toString());
        json.put("language", message.locale().getLanguage());
        json.put("state", message.state().word());
        putSender(json, message.sender());
        json.put("message", message.text());
        putEnquiry(json, message.enquiry());
        putOrigin(json, message.origin());
        putConsents(json, message.consents());
        json.set("spam", spam(message.spam(), language));
        putHandling(json, message.handling());
        json.put("retainUntil", message.retention().until().toString());
        json.put("legalHold", message.retention().legalHold());
        return json;
    }

    private static void put(ObjectNode json, String name, Optional<String> value) {
        value.ifPresent(text -> json.put(name, text));
    }

    private static void put(ObjectNode json, String name, List<String> values) {
        values.forEach(json.putArray(name)::add);
    }

    private static void put(ObjectNode json, String name, Instant moment) {
        json.put(name, moment.toString());
    }

    private static void putSender(ObjectNode json, Sender sender) {
        json.put("name", sender.name());
        put(json, "company", sender.company());
        put(json, "country", sender.country());
        put(json, "phone", sender.phone());
        put(json, "phoneRaw", sender.phoneRaw());
        put(json, "email", sender.email());
        put(json, "whatsapp", sender.whatsapp());
        put(json, "wechat", sender.wechat());
    }

    private static void putEnquiry(ObjectNode json, Enquiry enquiry) {
        put(json, "productOfInterest", enquiry.products());
        enquiry.projectSize()
                .ifPresent(size ->
                        json.putObject("projectSize").put("value", size.value()).put("unit", size.unit()));
        put(json, "roofType", enquiry.roofType());
        put(json, "siteCity", enquiry.siteCity());
    }

    private static void putOrigin(ObjectNode json, Origin origin) {
        put(json, "sourcePage", origin.page());
        put(json, "sourcePath", origin.path());
        put(json, "referrer", origin.referrer());
        put(json, "utm", origin.utm());
    }

    private static void putConsents(ObjectNode json, List<Consent> consents) {
        ArrayNode array = json.putArray("consents");
        for (Consent consent : consents) {
            ObjectNode each = array.addObject();
            each.put("purpose", consent.purpose());
            each.put("version", consent.version());
            each.put("language", consent.locale().getLanguage());
            put(each, "givenAt", consent.givenAt());
            each.put("given", consent.given());
        }
    }

    private static ObjectNode spam(Spam spam, Locale language) {
        ObjectNode json = NODES.objectNode();
        json.put("held", spam.held());
        json.put("score", spam.score());
        json.put("verdict", spam.verdict().word());
        put(json, "verdictBy", spam.verdictBy());
        ArrayNode reasons = json.putArray("reasons");
        for (Reason reason : spam.reasons()) {
            reasons.addObject()
                    .put("id", reason.key())
                    .put("points", reason.points())
                    .put("text", reason.text(language));
        }
        return json;
    }

    private static void putHandling(ObjectNode json, Handling handling) {
        put(json, "assignee", handling.assignee());
        put(json, "labels", handling.labels());
        handling.dueAt().ifPresent(due -> put(json, "dueAt", due));
        ArrayNode notes = json.putArray("notes");
        for (Note note : handling.notes()) {
            put(notes.addObject().put("text", note.text()).put("author", note.author()), "at", note.at());
        }
        ArrayNode replies = json.putArray("replies");
        for (Reply reply : handling.replies()) {
            ObjectNode each = replies.addObject();
            each.put("text", reply.text()).put("author", reply.author());
            put(each, "at", reply.at());
            each.put("language", reply.locale().getLanguage());
            each.put("sent", reply.sent());
        }
    }
}
