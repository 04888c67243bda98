package org.heliograph.cms.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** A message that a sender leaves, and what the form asks for. */
final class Enquiry {

    static final String ADDRESS = "/.rest/messages/v1";
    static final String DESK = ADDRESS + "/moderation";

    private final Map<String, Object> fields = new LinkedHashMap<>();

    /** One that is complete, by somebody who agrees to what the form says. */
    static Enquiry of(Host host, String text) {
        return of(host.anonymous(), text);
    }

    /** The same by a visitor of any host. */
    static Enquiry of(Client visitor, String text) {
        Enquiry enquiry = new Enquiry();
        JsonNode form = visitor.get(ADDRESS + "/form?lang=zh").json();
        JsonNode consent = form.path("consents").path(0);
        return enquiry.with("name", "李明")
                .with("phone", "+86 138 0013 8000")
                .with("locale", "zh")
                .with("message", text)
                .with(
                        "consents",
                        List.of(Map.of(
                                "purpose",
                                consent.path("purpose").asText(),
                                "version",
                                consent.path("version").asText(),
                                "given",
                                true)));
    }

    /** Where moderators do something with a message. */
    static String action(JsonNode message, String action) {
        return DESK + "/" + message.path("id").asText() + "/" + action;
    }

    /** The body of such an action by somebody who has seen the message as it is here. */
    static Map<String, Object> onRevisionOf(JsonNode message, Map<String, ?> body) {
        Map<String, Object> all = new LinkedHashMap<>(body);
        all.put("revision", message.path("revision").asLong());
        return all;
    }

    Enquiry with(String field, Object value) {
        fields.put(field, value);
        return this;
    }

    Map<String, Object> fields() {
        return fields;
    }

    /** Sends it and expects it to be taken in. */
    String sentTo(Host host) {
        return sentBy(host.anonymous());
    }

    /** The same by a visitor of any host. */
    String sentBy(Client visitor) {
        Answer answer = visitor.post(ADDRESS, fields);
        assertThat(answer.status()).as("%s", answer).isEqualTo(202);
        return answer.json().path("receipt").asText();
    }
}
